import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const entry = (path: string) => resolve(import.meta.dirname, path)

/** Names in index.html what main.ts imports while the lab already answers: a lost lab costs no page, and nothing is waited for twice. */
function loadedAtOnce(): Plugin {
  return {
    name: 'loaded-at-once',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle).flatMap((part) =>
          part.type !== 'chunk' || !part.isDynamicEntry
            ? []
            : [
                { tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${part.fileName}` }, injectTo: 'head' as const },
                ...[...(part.viteMetadata?.importedCss ?? [])].map((href) => ({
                  tag: 'link',
                  attrs: { rel: 'stylesheet', crossorigin: true, href: `./${href}` },
                  injectTo: 'head' as const,
                })),
              ],
        ),
    },
  }
}

/**
 * One build for every door: `out/main` holds Electron's main beside the lab, its worker, the server and the command line
 * (each a plain Node 24 program), `out/preload` the bridge, `out/renderer` the window.
 */
export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: entry('src/main/index.ts'),
          lab: entry('src/lab/process.ts'),
          worker: entry('src/lab/worker.ts'),
          importer: entry('src/lab/importer.ts'),
          searcher: entry('src/lab/searcher.ts'),
          verifier: entry('src/lab/verifier.ts'),
          'engine-test': entry('src/lab/engine-test.ts'),
          server: entry('src/server/index.ts'),
          cli: entry('src/cli/index.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: { rollupOptions: { input: { index: entry('src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: entry('src/renderer'),
    build: { minify: true, rollupOptions: { input: { index: entry('src/renderer/index.html') } } },
    plugins: [vue(), loadedAtOnce()],
  },
})
