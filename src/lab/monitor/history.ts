import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { BINS, binsOf } from './bins'
import type { Marginals } from './marginals'

/**
 * A run's marginals, one record an epoch, appended to one file beside its checkpoints. A record is float32, little-endian:
 * epoch, extent of the grid, then [latent] KLs, [latent] variances of means and [latent, bins] densities.
 */
const fileOf = (directory: string) => join(directory, 'dimensions.bin')

const HEAD = 2
const lengthOf = (latent: number): number => HEAD + latent * (2 + BINS)
const bytesOf = (latent: number): number => 4 * lengthOf(latent)

/** Adds an epoch's record in place of one of it, whole or half written, and waits until it is on disk. */
export function appendMarginals(directory: string, epoch: number, { bins, density, kl, meanVariance }: Marginals): void {
  const latent = kl.length
  cutMarginals(directory, latent, epoch - 1)
  const record = new Float32Array(lengthOf(latent))
  record.set([epoch, bins.extent])
  record.set(kl, HEAD)
  record.set(meanVariance, HEAD + latent)
  record.set(density, HEAD + 2 * latent)
  const file = openSync(fileOf(directory), 'a')
  try {
    const bytes = new Uint8Array(record.buffer)
    // A disk that is nearly full takes a part without an error.
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Drops the records after `epoch`, and what a kill left of one, before a run goes on from there. */
export function cutMarginals(directory: string, latent: number, epoch: number): void {
  const path = fileOf(directory)
  if (!existsSync(path)) return
  const bytes = bytesOf(latent)
  const content = readFileSync(path)
  let kept = 0
  while ((kept + 1) * bytes <= content.length && content.readFloatLE(kept * bytes) <= epoch) kept++
  if (kept * bytes === content.length) return
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file, kept * bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Epochs that have a record, and the marginals of one of them (the last, where `epoch` is not given or has none); null without any.
 * What lies behind a damaged record is not read, and one with values that are no numbers gives way to the one before.
 */
export async function readMarginals(
  directory: string,
  latent: number,
  epoch?: number,
): Promise<{ epochs: number[]; epoch: number; marginals: Marginals } | null> {
  const path = fileOf(directory)
  if (!existsSync(path)) return null
  const file = await open(path)
  try {
    const epochs = await epochsOf(file, latent)
    const wanted = epoch === undefined ? -1 : epochs.lastIndexOf(epoch)
    for (let index = wanted < 0 ? epochs.length - 1 : wanted; index >= 0; index--) {
      const record = await recordAt(file, latent, index, lengthOf(latent))
      if (!record.every(Number.isFinite)) continue
      const marginals: Marginals = {
        bins: binsOf(record[1]),
        kl: Float64Array.from(record.subarray(HEAD, HEAD + latent)),
        meanVariance: Float64Array.from(record.subarray(HEAD + latent, HEAD + 2 * latent)),
        density: record.subarray(HEAD + 2 * latent),
      }
      return { epochs, epoch: epochs[index], marginals }
    }
    return null
  } finally {
    await file.close()
  }
}

/** Epochs of the records from the first on, as long as they are whole and rise. */
async function epochsOf(file: FileHandle, latent: number): Promise<number[]> {
  const count = Math.floor((await file.stat()).size / bytesOf(latent))
  const epochs: number[] = []
  for (let index = 0; index < count; index++) {
    const [epoch, extent] = await recordAt(file, latent, index, HEAD)
    if (!Number.isInteger(epoch) || epoch <= (epochs.at(-1) ?? 0) || !(extent > 0 && extent < Infinity)) break
    epochs.push(epoch)
  }
  return epochs
}

/** The first numbers of a record. */
async function recordAt(file: FileHandle, latent: number, index: number, length: number): Promise<Float32Array> {
  const record = new Float32Array(length)
  await file.read(new Uint8Array(record.buffer), 0, 4 * length, index * bytesOf(latent))
  return record
}
