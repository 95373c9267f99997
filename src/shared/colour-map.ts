/** Colour maps of densities, as tables of 256 colours. */
export type DensityMap = 'magma' | 'hot'

/** Every 17th of the 256 colours of matplotlib's magma (CC0); the colours mixed between them are off by no more than 3 of 255. */
const MAGMA = [
  0x000004, 0x0b0924, 0x20114b, 0x3b0f70, 0x57157e, 0x721f81, 0x8c2981, 0xa8327d, 0xc43c75, 0xde4968, 0xf1605d, 0xfa7f5e, 0xfe9f6d,
  0xfebf84, 0xfddea0, 0xfcfdbf,
]

/** matplotlib's `hot`, the paper's map: black, red from 0, green from 0.365, blue from 0.746. */
function hot(t: number): [number, number, number] {
  const ramp = (from: number, to: number, start: number) => Math.min(1, Math.max(0, start + ((t - from) / (to - from)) * (1 - start)))
  return [
    t <= 0.365079 ? 0.0416 + (t / 0.365079) * (1 - 0.0416) : 1,
    t <= 0.365079 ? 0 : ramp(0.365079, 0.746032, 0),
    t <= 0.746032 ? 0 : ramp(0.746032, 1, 0),
  ]
}

function magma(t: number): [number, number, number] {
  const at = t * (MAGMA.length - 1)
  const low = Math.min(MAGMA.length - 2, Math.floor(at))
  const part = (colour: number, shift: number) => ((colour >> shift) & 255) / 255
  const mix = (shift: number) => part(MAGMA[low], shift) * (1 - at + low) + part(MAGMA[low + 1], shift) * (at - low)
  return [mix(16), mix(8), mix(0)]
}

/** [256 × 3] red, green, blue in 0…255. */
export function colourTable(map: DensityMap): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256 * 3)
  for (let i = 0; i < 256; i++) (map === 'hot' ? hot : magma)(i / 255).forEach((part, channel) => (table[3 * i + channel] = part * 255))
  return table
}
