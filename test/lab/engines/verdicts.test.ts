import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processorKind } from '../../../src/lab/engines/processor'
import { keepVerdict, verdictOf } from '../../../src/lab/engines/verdicts'
import { temporaryFolder } from '../lab-fixture'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from '../small-disk'

test('a verdict is kept for the engine as it is; of a damaged file nothing is believed', async () => {
  const folder = await temporaryFolder()
  await keepVerdict(folder, 'onnx', 'a', null)
  expect(await verdictOf(folder, 'onnx', 'a')).toMatchObject({ failure: null, started: true })
  expect(await verdictOf(folder, 'onnx', 'b')).toBeNull()
  writeFileSync(join(folder, 'self-tests.json'), '{"onnx": {')
  expect(await verdictOf(folder, 'onnx', 'a')).toBeNull()
})

test('a verdict of another kind of processor, in a folder that machines share, is none of this one', async () => {
  const folder = await temporaryFolder()
  await keepVerdict(folder, 'onnx', 'a', null)
  expect(await verdictOf(folder, 'onnx', 'a', processorKind())).not.toBeNull()
  expect(await verdictOf(folder, 'onnx', 'a', 'another')).toBeNull()
})

test.skipIf(!MAY_MOUNT)(`a disk without room takes no verdict, and that is no fault of the engine (${NO_MOUNT})`, async () => {
  const { folder } = smallDisk(1)
  fill(folder)
  await keepVerdict(folder, 'onnx', 'a', null)
  expect(await verdictOf(folder, 'onnx', 'a')).toBeNull()
})
