import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCommand } from '../src/cli/arguments/parse'
import { COMMANDS } from '../src/cli/main'

const ROOT = dirname(import.meta.dirname)
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]
const pages = PAGES.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
const scripts = Object.keys((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts)

/** What stands for something that the reader makes, or lies elsewhere. */
const MADE_UP = ['texts/german']

/** Words of a command line; quoted ones in one, what follows a # by itself left out. */
function words(line: string): string[] {
  const found = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain)
  const comment = found.indexOf('#')
  return comment < 0 ? found : found.slice(0, comment)
}

/** What the pages show in code, in blocks and within sentences. */
const code = ({ text }: { text: string }): string[] => {
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, block]) => block.split('\n'))
  const inline = [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`]+)`/g)].map(([, one]) => one.replaceAll('\n', ' '))
  return [...blocks, ...inline]
}

/** Command lines with their page. `…` and words in capitals stand for what the reader puts in. */
const commandLines = pages.flatMap((page) =>
  code(page).flatMap((line) => {
    const [, args] = /^(?:npm run -s plenum -- |(?:bin\/)?plenum )(.+)$/.exec(line.trim()) ?? []
    return args === undefined || /[…[|]/.test(args) || args.startsWith('COMMAND') ? [] : [[page.path, args] as const]
  }),
)

describe('the pages', () => {
  test('show many command lines', () => expect(commandLines.length).toBeGreaterThan(30))

  test.each(commandLines)('%s: plenum %s is one that Plenum understands', (_, line) => {
    const [name, ...args] = words(line)
    if (name === '--help') return
    const command = COMMANDS.find((one) => one.name === name)
    expect(command, name).toBeDefined()
    // A sentence may speak of a command without its operands.
    const operands = Array.from({ length: command!.positionals?.min ?? 0 }, () => 'x')
    const understood = [args, [...operands, ...args]].map((all) => {
      try {
        return parseCommand(command!, all) && null
      } catch (error) {
        return String(error)
      }
    })
    expect(understood).toContain(null)
  })

  test.each(pages)('$path names npm scripts that there are', ({ text }) => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name)
    expect(named.filter((name) => !scripts.includes(name))).toEqual([])
  })

  test.each(pages)('$path links to files that there are', ({ path, text }) => {
    const linked = [...text.matchAll(/\]\(([^)#]+)\)|(?:src|href)="([^"#]+)"/g)].map(([, link, attribute]) => link ?? attribute)
    const local = linked.filter((link) => !/^https?:/.test(link))
    expect(local.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([])
  })

  test.each(pages)('$path names files and folders that there are', ({ path, text }) => {
    const named = code({ text }).filter((one) => /^[a-z][\w-]*(\/[\w.-]+)+\/?$/.test(one) && !MADE_UP.includes(one))
    const places = (one: string) =>
      [
        ROOT,
        join(ROOT, 'src'),
        join(ROOT, 'src', 'lab'),
        join(ROOT, 'src', 'renderer'),
        join(ROOT, 'resources'),
        join(ROOT, dirname(path)),
      ].map((folder) => join(folder, one))
    expect(named.filter((one) => !places(one).some((place) => existsSync(place) || existsSync(`${place}.ts`)))).toEqual([])
  })
})
