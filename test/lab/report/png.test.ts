import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { centresPicture, densityPicture } from '../../../src/lab/report/figure-picture'
import { encodePng } from '../../../src/lab/report/png'
import { colourTable } from '../../../src/shared/colour-map'
import type { FigureColumn } from '../../../src/shared/latent'

/** Chunks of a PNG file, each with its checksum verified. */
function chunksOf(file: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = []
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at)
    const body = file.subarray(at + 4, at + 8 + length)
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) })
    at += length + 12
  }
  return chunks
}

test('a PNG file has the signature, a palette header, and rows without a filter (ISO/IEC 15948)', () => {
  const palette = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 0, 255])
  const file = encodePng({ width: 3, height: 2, pixels: Uint8Array.from([0, 1, 2, 2, 1, 0]), palette })
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const chunks = chunksOf(file)
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  expect([...chunks[0].data]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0])
  expect([...chunks[1].data]).toEqual([...palette])
  expect([...inflateSync(chunks[2].data)]).toEqual([0, 0, 1, 2, 0, 2, 1, 0])
})

describe('pictures of a column', () => {
  const base64 = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64')
  const column = (density: number[], centres: number[], size: number): FigureColumn => ({
    run: 'r',
    split: 'test',
    dimensions: [0, 1],
    size,
    extent: 5,
    density: base64(density),
    centres: base64(centres),
    labels: [],
  })

  test('density: hot over 0…0.25, the lowest row of the grid at the bottom, more than 0.25 the last colour', () => {
    const { pixels, palette } = densityPicture(column([0, 0.125, 0.25, 9], [], 2))
    expect([...pixels]).toEqual([255, 255, 0, 128])
    expect(palette).toEqual(colourTable('hot'))
  })

  test('centres: a dot where each lies, y upwards; dots on each other are darker; those outside leave nothing', () => {
    const { pixels } = centresPicture(column([], [-4, 3, 0, 0, 0, 0, 0, 60, -5.5, 0], 11))
    expect(pixels[2 * 11 + 1]).toBe(Math.round(255 * 0.65))
    expect(pixels[5 * 11 + 5]).toBe(Math.round(255 * 0.65 * 0.65))
    expect(pixels[8 * 11 + 1]).toBe(255)
    // The dot at −5.5 reaches the left edge with its rim; elsewhere the edges are the frame.
    expect(pixels[5 * 11]).toBe(Math.round(255 * 0.65))
    expect([pixels[0], pixels[9 * 11], pixels[11 * 11 - 1]]).toEqual([204, 204, 204])
  })
})
