import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePosteriors, makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { loadPosteriors, savePosteriors } from '../../../src/lab/worker/kept-posteriors'
import { temporaryFolder } from '../lab-fixture'

const gaussian = { latent: 2 }
const onSphere = { latent: 2, posterior: { kind: 'vmf', kappa: 25 } } as const
/** Three sentences, two dimensions. */
const posteriors = makePosteriors(2, [0, 1, 2, 3, 4, 5], [0, 0, -1, -1, -2, -2])

async function kept(): Promise<{ folder: string; path: string }> {
  const folder = await temporaryFolder()
  savePosteriors(folder, 'test', 4, posteriors)
  return { folder, path: join(folder, 'posteriors-test.safetensors') }
}

test('posteriors that were kept are read as they were, those of another epoch, split, size or family not at all', async () => {
  const { folder } = await kept()
  expect(loadPosteriors(folder, 'test', 4, 3, gaussian)).toEqual(posteriors)
  expect(loadPosteriors(folder, 'test', 5, 3, gaussian)).toBeNull()
  expect(loadPosteriors(folder, 'valid', 4, 3, gaussian)).toBeNull()
  expect(loadPosteriors(folder, 'test', 4, 2, gaussian)).toBeNull()
  expect(loadPosteriors(folder, 'test', 4, 2, { latent: 3 })).toBeNull()
  expect(loadPosteriors(folder, 'test', 4, 3, onSphere)).toBeNull()
  const sphere = makeVmfPosteriors(2, [1, 0, 0, 1], 25)
  savePosteriors(folder, 'valid', 4, sphere)
  expect(loadPosteriors(folder, 'valid', 4, 2, onSphere)).toEqual(sphere)
  expect(loadPosteriors(folder, 'valid', 4, 2, { latent: 2, posterior: { kind: 'vmf', kappa: 50 } })).toBeNull()
  expect(loadPosteriors(folder, 'valid', 4, 2, gaussian)).toBeNull()
})

describe('a file of posteriors that is damaged counts as none:', () => {
  test.each<[string, (path: string) => void]>([
    ['empty', (path) => truncateSync(path, 0)],
    ['cut off in its head', (path) => truncateSync(path, 20)],
    ['cut off in its values', (path) => truncateSync(path, readFileSync(path).length - 4)],
    ['other bytes', (path) => writeFileSync(path, Buffer.alloc(readFileSync(path).length, 0xa5))],
    ['a head without tensors', (path) => writeFileSync(path, head('{"__metadata__":{"epoch":"4"}}'))],
    ['a head of another form', (path) => writeFileSync(path, head('{"__metadata__":{"epoch":"4"},"mean":null}'))],
    [
      'a folder',
      (path) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
  ])('%s', async (_, damage) => {
    const { folder, path } = await kept()
    damage(path)
    expect(loadPosteriors(folder, 'test', 4, 3, gaussian)).toBeNull()
  })
})

/** A safetensors file of a head alone. */
function head(text: string): Buffer {
  const bytes = Buffer.alloc(8 + text.length)
  bytes.writeBigUInt64LE(BigInt(text.length))
  bytes.write(text, 8)
  return bytes
}
