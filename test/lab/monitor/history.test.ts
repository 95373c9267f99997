import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BINS, binsOf } from '../../../src/lab/monitor/bins'
import { appendMarginals, cutMarginals, readMarginals } from '../../../src/lab/monitor/history'

const folder = () => mkdtempSync(join(tmpdir(), 'plenum-'))
const marginals = (value: number, extent = 5) => ({
  bins: binsOf(extent),
  density: new Float32Array(2 * BINS).fill(value),
  kl: Float64Array.of(value, 2 * value),
  meanVariance: Float64Array.of(3 * value, 4 * value),
})

describe("a run's marginals", () => {
  it('are kept epoch by epoch; the last is answered where none is named', async () => {
    const directory = folder()
    expect(await readMarginals(directory, 2)).toBeNull()
    for (const epoch of [1, 2, 3]) appendMarginals(directory, epoch, marginals(epoch, epoch === 2 ? 20 : 5))
    const second = await readMarginals(directory, 2, 2)
    expect(second).toMatchObject({ epochs: [1, 2, 3], epoch: 2, marginals: { bins: { extent: 20 } } })
    expect([...second!.marginals.kl, ...second!.marginals.meanVariance]).toEqual([2, 4, 6, 8])
    expect(second!.marginals.density).toHaveLength(2 * BINS)
    expect((await readMarginals(directory, 2))?.epoch).toBe(3)
    expect((await readMarginals(directory, 2, 99))?.epoch).toBe(3)
  })

  it('lose what a kill left half written, and what came after the epoch that a run goes on from', async () => {
    const directory = folder()
    for (const epoch of [1, 2, 3]) appendMarginals(directory, epoch, marginals(epoch))
    appendFileSync(join(directory, 'dimensions.bin'), new Uint8Array(77))
    expect((await readMarginals(directory, 2))?.epochs).toEqual([1, 2, 3])
    // An epoch whose record could not be written whole is tried again.
    appendMarginals(directory, 3, marginals(9))
    expect((await readMarginals(directory, 2))?.marginals.kl[0]).toBe(9)
    appendFileSync(join(directory, 'dimensions.bin'), new Uint8Array(5))
    cutMarginals(directory, 2, 3)
    expect(statSync(join(directory, 'dimensions.bin')).size).toBe(3 * 4 * (2 + 2 * (2 + BINS)))
    cutMarginals(directory, 2, 1)
    appendMarginals(directory, 2, marginals(7))
    expect(await readMarginals(directory, 2)).toMatchObject({ epochs: [1, 2], epoch: 2 })
    cutMarginals(directory, 2, 0)
    expect(await readMarginals(directory, 2)).toBeNull()
  })

  it('are read as far as they are whole: a damaged record hides itself and what follows, one without numbers only itself', async () => {
    const directory = folder()
    const path = join(directory, 'dimensions.bin')
    for (const epoch of [1, 2, 3]) appendMarginals(directory, epoch, marginals(epoch === 3 ? NaN : epoch))
    expect(await readMarginals(directory, 2)).toMatchObject({ epochs: [1, 2, 3], epoch: 2 })
    const bytes = readFileSync(path)
    bytes.fill(0xa5, bytes.length / 3, bytes.length / 3 + 8)
    writeFileSync(path, bytes)
    expect(await readMarginals(directory, 2)).toMatchObject({ epochs: [1], epoch: 1 })
    writeFileSync(path, Buffer.alloc(bytes.length))
    expect(await readMarginals(directory, 2)).toBeNull()
  })
})
