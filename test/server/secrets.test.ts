import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keptSecrets } from '../../src/server/secrets'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-secrets-'))
  path = join(folder, 'server.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe("the server's secrets", () => {
  test('are the same after a restart, and others when new ones are asked for', async () => {
    const first = await keptSecrets(path)
    expect(first.token).toHaveLength(32)
    expect(first.session).not.toBe(first.token)
    expect(await keptSecrets(path)).toEqual(first)
    const renewed = await keptSecrets(path, true)
    expect(renewed.token).not.toBe(first.token)
    expect(await keptSecrets(path)).toEqual(renewed)
  })

  test.runIf(process.platform !== 'win32')(
    "are in a file of the owner's alone, and replaced where others could have read them",
    async () => {
      const first = await keptSecrets(path)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      chmodSync(path, 0o644)
      const second = await keptSecrets(path)
      expect(second.token).not.toBe(first.token)
      expect(statSync(path).mode & 0o777).toBe(0o600)
    },
  )

  test('are made anew where the file is broken, and still there where nothing can be kept', async () => {
    writeFileSync(path, '{"token":"short"}', { mode: 0o600 })
    const made = await keptSecrets(path)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(made)
    expect((await keptSecrets(join(folder, 'missing', 'server.json'))).token).toHaveLength(32)
  })
})
