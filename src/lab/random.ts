/**
 * The one generator of every random number: xoshiro128** (Blackman and Vigna), seeded by a hash of a seed and labels,
 * so that each purpose (noise of epoch 3, order of epoch 4, …) has a stream of its own and a resumed run draws what an
 * unbroken one would.
 */
export class Random {
  private readonly s = new Uint32Array(4)
  private spare: number | null = null

  /** @param labels any numbers or words; the same ones give the same stream. */
  constructor(...labels: (number | string)[]) {
    // FNV-1a over the labels, then splitmix32 for the state.
    let hash = 0x811c9dc5
    for (const character of labels.join('\u0000')) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
    for (let i = 0; i < 4; i++) {
      hash = (hash + 0x9e3779b9) | 0
      let z = hash
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      this.s[i] = z ^ (z >>> 15)
    }
  }

  /** 32 uniform bits. */
  uint32(): number {
    const s = this.s
    const x = Math.imul(s[1], 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0
    const t = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = (s[3] << 11) | (s[3] >>> 21)
    return result
  }

  /** Uniform in (0, 1), 32 bits fine. */
  uniform(): number {
    return (this.uint32() + 0.5) / 4294967296
  }

  /** Uniform integer in [0, below), below ≤ 2³². */
  int(below: number): number {
    return Math.floor((this.uint32() / 4294967296) * below)
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    if (this.spare !== null) {
      const value = this.spare
      this.spare = null
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Fills with standard normals. */
  fillNormal<T extends Float32Array | Float64Array>(out: T): T {
    for (let i = 0; i < out.length; i++) out[i] = this.normal()
    return out
  }

  /** Fills with uniforms in (−range, range). */
  fillUniform(out: Float32Array, range: number): Float32Array {
    for (let i = 0; i < out.length; i++) out[i] = (2 * this.uniform() - 1) * range
    return out
  }

  /** Fills with a dropout mask: 0 with probability `rate`, otherwise 1/(1 − rate). */
  fillDropout(out: Float32Array, rate: number): Float32Array {
    if (rate === 0) return out.fill(1)
    const kept = 1 / (1 - rate)
    if (rate === 0.5) {
      // One bit an element.
      for (let i = 0; i < out.length; i += 32) {
        let bits = this.uint32()
        const end = Math.min(out.length, i + 32)
        for (let j = i; j < end; j++) {
          out[j] = bits & 1 ? kept : 0
          bits >>>= 1
        }
      }
      return out
    }
    const threshold = rate * 4294967296
    for (let i = 0; i < out.length; i++) out[i] = this.uint32() < threshold ? 0 : kept
    return out
  }
}

/** Where random numbers come from: one stream for all of them, or one for each purpose. */
export type Streams = Random | ((purpose: string) => Random)

export const streamOf = (streams: Streams, purpose: string): Random => (streams instanceof Random ? streams : streams(purpose))
