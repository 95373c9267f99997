import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { filesOfArguments } from '../../src/main/files-to-open'
import { JsonFile } from '../../src/main/json-file'
import { Recent, recentSchema } from '../../src/main/recent'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-open-'))
  writeFileSync(join(folder, 'a b.txt'), 'x\n')
  mkdirSync(join(folder, 'app'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('files of a command line: those that exist, against its own folder, without switches and the app itself', () => {
  const app = join(folder, 'app')
  const argv = ['/opt/plenum', app, '--no-sandbox', 'a b.txt', 'missing.txt', '', '-x']
  expect(filesOfArguments(argv, folder, app)).toEqual([join(folder, 'a b.txt')])
  expect(filesOfArguments(['/opt/plenum', join(folder, 'a b.txt')], '/', '/opt/resources/app.asar')).toEqual([join(folder, 'a b.txt')])
})

test('recent files: the newest first, each once, ten at most, kept over a restart, told to the system where it has a list', () => {
  const system = { add: vi.fn(), clear: vi.fn() }
  const changed = vi.fn()
  const file = new JsonFile(join(folder, 'recent.json'), recentSchema)
  const recent = new Recent(file, system, changed)
  for (let i = 0; i < 12; i++) recent.add([`/data/${i}.txt`])
  recent.add(['/data/5.txt'])
  expect(recent.list).toHaveLength(10)
  expect(recent.list.slice(0, 3)).toEqual(['/data/5.txt', '/data/11.txt', '/data/10.txt'])
  expect(system.add).toHaveBeenLastCalledWith('/data/5.txt')
  expect(changed).toHaveBeenCalledTimes(13)
  expect(new Recent(file, null, changed).list).toEqual(recent.list)
  recent.clear()
  expect(system.clear).toHaveBeenCalledOnce()
  expect(new Recent(file, null, changed).list).toEqual([])
})
