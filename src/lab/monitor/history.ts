import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
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
    writeSync(file, new Uint8Array(record.buffer))
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

/** Epochs that have a record, and the marginals of one of them (the last, where `epoch` is not given or has none); null without any. */
export async function readMarginals(
  directory: string,
  latent: number,
  epoch?: number,
): Promise<{ epochs: number[]; epoch: number; marginals: Marginals } | null> {
  const path = fileOf(directory)
  if (!existsSync(path)) return null
  const bytes = bytesOf(latent)
  const file = await open(path)
  try {
    const count = Math.floor((await file.stat()).size / bytes)
    const epochs: number[] = []
    const head = new Float32Array(1)
    for (let i = 0; i < count; i++) {
      await file.read(new Uint8Array(head.buffer), 0, 4, i * bytes)
      epochs.push(head[0])
    }
    if (epochs.length === 0) return null
    const wanted = epoch === undefined ? -1 : epochs.lastIndexOf(epoch)
    const index = wanted < 0 ? epochs.length - 1 : wanted
    const record = new Float32Array(lengthOf(latent))
    await file.read(new Uint8Array(record.buffer), 0, bytes, index * bytes)
    const marginals: Marginals = {
      bins: binsOf(record[1]),
      kl: Float64Array.from(record.subarray(HEAD, HEAD + latent)),
      meanVariance: Float64Array.from(record.subarray(HEAD + latent, HEAD + 2 * latent)),
      density: record.subarray(HEAD + 2 * latent),
    }
    return { epochs, epoch: epochs[index], marginals }
  } finally {
    await file.close()
  }
}
