import { z } from 'zod'

/** Pairs of dimensions as the paper takes them: ranks of the dimensions by variance of their posterior mean, 0 the largest. */
export const dimensionPairSchema = z.union([z.enum(['max', 'mid', 'min']), z.tuple([z.int().min(0), z.int().min(0)])])
export type DimensionPair = z.infer<typeof dimensionPairSchema>

/** One column of the paper's figure. */
export const figureColumnSchema = z.strictObject({
  run: z.string(),
  split: z.string(),
  dimensions: z.tuple([z.int(), z.int()]).describe('x and y: indices of the latent dimensions drawn'),
  size: z.int().describe('Points a side of the grid'),
  extent: z.number().describe('The grid spans [−extent, extent]²'),
  density: z.string().describe('base64 of float32 little-endian, [size, size], row-major, row 0 is the lowest y: E_x q(z_a, z_b | x)'),
  centres: z.string().describe('base64 of float32 little-endian, [sentences, 2]: posterior means'),
  labels: z.array(z.int()).describe('Label index of each centre; empty when unlabelled'),
})
export type FigureColumn = z.infer<typeof figureColumnSchema>

/** base64 of little-endian float32 values → Float32Array. */
export function decodeFloats(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}
