import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')

interface Import {
  file: string
  specifier: string
  /** Path below src, or null for a package. */
  target: string | null
}

/** Every static and dynamic import, export-from and type import of a source file. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const patterns = [
    /(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]/g,
    /import\s*['"]([^'"]+)['"]/g,
    /(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]))
}

const slashes = (path: string) => path.split(sep).join('/')

const IMPORTS: Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|vue)$/.test(name))
  .flatMap((name) => {
    const file = slashes(name)
    return importsOf(readFileSync(join(SRC, name), 'utf8')).map((specifier) => ({
      file,
      specifier,
      target: specifier.startsWith('.') ? slashes(relative(SRC, join(SRC, dirname(name), specifier))) : null,
    }))
  })

const of = (folder: string) => IMPORTS.filter(({ file }) => file.startsWith(`${folder}/`))
const shown = (list: Import[]) => list.map(({ file, specifier }) => `${file} imports ${specifier}`)
/** Imports of our own that lead outside the folders allowed. */
const strays = (folder: string, allowed: string[]) =>
  shown(
    of(folder).filter(
      ({ target }) => target !== null && ![folder, ...allowed].some((known) => target === known || target.startsWith(`${known}/`)),
    ),
  )
const packages = (folder: string, forbidden: RegExp) =>
  shown(of(folder).filter(({ target, specifier }) => target === null && forbidden.test(specifier)))

const DOOR_PACKAGES = /^(electron|vue|vue-router|pinia|echarts|ws|express|(node:)?https?|(node:)?http2)(\/|$)/
const ENGINE_PACKAGES = /^(onnxruntime|@tensorflow)/

describe('imports run one way', () => {
  test('the reader of imports sees every form', () => {
    const text =
      "import a from 'a'\nimport type { B } from './b'\nimport 'c'\nexport * from './d'\nconst e = await import('e')\n// import 'no'\n"
    expect(importsOf(text).sort()).toEqual(['./b', './d', 'a', 'c', 'e'])
  })

  test('there is something to check', () => {
    for (const folder of ['lab', 'lab/graph', 'renderer', 'shared', 'main', 'server', 'cli'])
      expect(of(folder).length, folder).toBeGreaterThan(0)
  })

  test('shared imports nothing of ours outside, and nothing of a platform', () => {
    expect(strays('shared', ['texts/shared', 'texts/intl'])).toEqual([])
    expect(packages('shared', /^(node:|electron|vue|ws)/)).toEqual([])
  })

  test('the lab knows no door', () => {
    expect(strays('lab', ['shared', 'texts/lab', 'texts/shared', 'texts/intl', '../package.json'])).toEqual([])
    expect(packages('lab', DOOR_PACKAGES)).toEqual([])
  })

  test('the graph knows no engine and nothing of the lab beside itself', () => {
    expect(strays('lab/graph', ['shared'])).toEqual([])
    expect(packages('lab/graph', ENGINE_PACKAGES)).toEqual([])
  })

  test('the window imports of ours only shared and its words', () => {
    expect(strays('renderer', ['shared', 'texts/window', 'texts/shared', 'texts/intl'])).toEqual([])
    expect(packages('renderer', /^(node:|electron|ws)/)).toEqual([])
  })

  test('each door imports the lab and the contracts, and no other door but the server in the command line', () => {
    expect(strays('main', ['shared', 'texts/desktop', 'texts/intl'])).toEqual([])
    expect(strays('preload', ['shared', 'texts/desktop'])).toEqual([])
    expect(strays('server', ['lab', 'shared', 'texts/server', 'texts/intl'])).toEqual([])
    expect(strays('cli', ['lab', 'server', 'shared', 'texts/terminal', 'texts/shared', 'texts/intl', '../package.json'])).toEqual([])
  })

  test('words know nothing of those who say them: a language imports Intl and types of the contracts, a part only its own words', () => {
    expect(strays('texts/english', ['shared', 'texts/intl'])).toEqual([])
    for (const part of ['window', 'desktop', 'lab', 'server', 'shared', 'terminal'])
      expect(of('texts').flatMap(({ file, target }) => (file === `texts/${part}.ts` ? [target] : []))).toEqual([
        'texts/catalogue',
        `texts/english/${part}`,
      ])
  })

  test('only main and preload know Electron, only the server HTTP', () => {
    const others = IMPORTS.filter(({ file }) => !/^(main|preload)\//.test(file))
    expect(shown(others.filter(({ specifier }) => /^electron(\/|$)/.test(specifier)))).toEqual([])
    const quiet = IMPORTS.filter(({ file }) => !file.startsWith('server/'))
    expect(shown(quiet.filter(({ specifier }) => /^((node:)?https?|ws)$/.test(specifier)))).toEqual([])
  })
})
