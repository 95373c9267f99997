import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-chromium-test-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function executable(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '')
  chmodSync(path, 0o755)
  return path
}

test('is found on the PATH', () => {
  const path = executable('chromium')
  vi.stubEnv('CHROMIUM_PATH', '')
  vi.stubEnv('PATH', folder)
  expect(findChromium()).toBe(path)
})

test('CHROMIUM_PATH is taken alone, and nothing else where it is wrong', () => {
  executable('chromium')
  vi.stubEnv('PATH', folder)
  vi.stubEnv('CHROMIUM_PATH', join(folder, 'elsewhere'))
  expect(findChromium()).toBeNull()
  const other = executable('my-browser')
  vi.stubEnv('CHROMIUM_PATH', other)
  expect(findChromium()).toBe(other)
})
