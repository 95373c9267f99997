import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { jointGaps } from '../../../src/lab/evaluation/joint-kl'
import { information } from '../../../src/lab/evaluation/mutual-information'
import { makePosteriors } from '../../../src/lab/evaluation/posteriors'
import { EPOCH_SENTENCES, measureEpoch } from '../../../src/lab/monitor/measure'
import { Random } from '../../../src/lab/random'
import { mean } from '../../../src/lab/sums'

const engine = new OnnxEngine({ threads: 1 })

/** Means along a line through 8 dimensions: every marginal fills the prior, jointly nearly nothing is filled. */
function alongLine(count: number) {
  const random = new Random('line')
  const centres = new Float64Array(count * 8)
  for (let n = 0; n < count; n++) centres.fill(Math.sqrt(0.7) * random.normal(), n * 8, (n + 1) * 8)
  return makePosteriors(8, centres, new Float64Array(count * 8).fill(Math.log(0.3)))
}

describe('the measures of an epoch', () => {
  it('show a hole that no marginal sees: all units active and consistent, and yet a joint KL of nats', async () => {
    const { values } = await measureEpoch(engine, alongLine(1000), 1, 0)
    expect(values).toMatchObject({ au: 8, cu_03: 8 })
    expect(values.joint_kl).toBeGreaterThan(1.5)
    expect(values.mi_ceiling).toBeCloseTo(Math.log(1000))
  })

  it('agree with the estimators of an evaluation', async () => {
    const posteriors = alongLine(800)
    const { values } = await measureEpoch(engine, posteriors, 1, 3)
    expect(values.mi).toBeCloseTo(mean(await information(engine, posteriors, new Random(1, 'validation noise', 3))), 9)
    const gaps = await jointGaps(engine, posteriors, new Random('evaluation'), () => {}, 20_000)
    expect(Math.abs(values.joint_kl! - mean(gaps))).toBeLessThan(0.3)
  })

  it('show no noise of the prior samples in the curve of the joint KL: they are the same after every epoch', async () => {
    const posteriors = alongLine(50)
    const [first, second] = [await measureEpoch(engine, posteriors, 1, 1), await measureEpoch(engine, posteriors, 1, 2)]
    expect(second.values.joint_kl).toBe(first.values.joint_kl)
    expect(second.values.mi).not.toBe(first.values.mi)
  })

  it('take no more sentences than they can afford, and say their ceiling', async () => {
    const { values, marginals } = await measureEpoch(engine, alongLine(EPOCH_SENTENCES + 500), 1, 0)
    expect(values.mi_ceiling).toBeCloseTo(Math.log(EPOCH_SENTENCES))
    expect(marginals.kl).toHaveLength(8)
  })
})
