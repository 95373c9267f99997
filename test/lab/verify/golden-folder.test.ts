import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { goldenFolder } from '../../../src/lab/verify/golden-folder'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plenum-golden-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('the reference figures lie in the resources that are named, beside the program, or in the checkout', () => {
  mkdirSync(join(root, 'app', 'out', 'main'), { recursive: true })
  const start = join(root, 'app', 'out', 'main')
  expect(() => goldenFolder({ PLENUM_RESOURCES: root }, start)).toThrow(/missing from this installation/)
  mkdirSync(join(root, 'golden'))
  expect(goldenFolder({ PLENUM_RESOURCES: root }, start)).toBe(join(root, 'golden'))
  mkdirSync(join(root, 'app', 'test', 'golden'), { recursive: true })
  expect(goldenFolder({}, start)).toBe(join(root, 'app', 'test', 'golden'))
  mkdirSync(join(root, 'app', 'resources', 'golden'), { recursive: true })
  expect(goldenFolder({}, start)).toBe(join(root, 'app', 'resources', 'golden'))
})
