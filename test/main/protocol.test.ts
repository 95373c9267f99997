import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ protocol: {}, app: {} }))
const { answer } = await import('../../src/main/protocol')

let folder: string
let root: string
const get = (url: string, method = 'GET') => answer({ url, method }, root)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-protocol-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<title>Plenum</title>')
  writeFileSync(join(root, 'assets', 'a.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('app://', () => {
  test('serves the page with the security headers', async () => {
    const response = await get('app://plenum/')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(await response.text()).toBe('<title>Plenum</title>')
  })
  test('serves scripts as scripts', async () => {
    expect((await get('app://plenum/assets/a.js')).headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  })
  test('answers HEAD without a body', async () => {
    const response = await get('app://plenum/assets/a.js', 'HEAD')
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
  test.each([
    'app://plenum/..%2fsecret.txt',
    'app://plenum/assets/..%2f..%2fsecret.txt',
    'app://plenum/..%5csecret.txt',
    'app://plenum/assets/none.js',
    'app://other/index.html',
  ])('%s is not found', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })
  test('takes nothing but GET and HEAD', async () => expect((await get('app://plenum/', 'POST')).status).toBe(405))
})
