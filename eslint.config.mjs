import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/**
 * Import directions, seen while writing: a folder and what it must not import. test/architecture.test.ts checks them on resolved
 * paths over the whole tree.
 */
const HTTP = ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2', 'ws', 'express']
const WINDOW = ['vue', 'vue-router', 'pinia', 'echarts', 'echarts/*']
const ELECTRON = ['electron', 'electron/*']
const ENGINES = ['onnxruntime-*', '@tensorflow/*', '**/engines/**']
const DOORS = ['**/main/**', '**/preload/**', '**/server/**', '**/cli/**', '**/renderer/**']

const forbid = (files, group, message) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] } })

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'resources/**', 'test-results/**', '.cache/**'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    // The window's words live in src/texts, ready for translation; a template holds none of its own.
    files: ['src/renderer/**/*.vue'],
    rules: {
      'vue/no-bare-strings-in-template': [
        'error',
        {
          // Signs, single letters of formulas and the name are the same in every language.
          allowlist: ['Plenum', '/(?<!\\p{L})\\p{L}(?!\\p{L})/u', '/[^\\p{L}]/u'],
          attributes: {
            '/.+/': [
              'title',
              'aria-label',
              'aria-description',
              'aria-roledescription',
              'aria-valuetext',
              'placeholder',
              'alt',
              'label',
              'text',
              'hint',
            ],
          },
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,vue}'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Intl', message: 'What depends on the language is in src/texts/intl.ts.' }],
      'no-restricted-properties': [
        'error',
        ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare'].map((property) => ({
          property,
          message: 'What depends on the language is in src/texts/intl.ts.',
        })),
      ],
    },
  },
  {
    // Renders formulas by KaTeX, whose output is markup of our own registry's texts.
    files: ['src/renderer/components/controls/formula-view.vue'],
    rules: { 'vue/no-v-html': 'off' },
  },
  {
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // A promise nobody waits for is a lost error; this needs types.
    files: ['src/**/*.ts', 'test/**/*.ts'],
    ignores: ['src/renderer/**', 'test/renderer/**'],
    languageOptions: {
      parserOptions: { project: ['tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.e2e.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-misused-promises': 'error' },
  },
  forbid(['src/lab/**/*.ts'], [...ELECTRON, ...WINDOW, ...HTTP, ...DOORS], 'The lab knows no door: no Electron, no Vue, no HTTP.'),
  forbid(['src/lab/graph/**/*.ts'], [...ELECTRON, ...WINDOW, ...HTTP, ...DOORS, ...ENGINES], 'The graph knows no engine and no door.'),
  forbid(
    ['src/renderer/**/*.{ts,vue}'],
    [...ELECTRON, 'node:*', '**/lab/**', '**/main/**', '**/server/**', '**/cli/**'],
    'The window imports only src/shared.',
  ),
  forbid(
    ['src/shared/*.ts'],
    [...ELECTRON, ...WINDOW, ...HTTP, 'node:*', '../*', '!../texts'],
    'The contracts import nothing of ours but their words.',
  ),
  forbid(
    ['src/shared/*/*.ts'],
    [...ELECTRON, ...WINDOW, ...HTTP, 'node:*', '../../*', '!../../texts'],
    'The contracts import nothing of ours but their words.',
  ),
  prettier,
)
