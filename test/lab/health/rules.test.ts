import { describe, expect, it } from 'vitest'
import { judge } from '../../../src/lab/health/judge'
import { HEALTH_RULES } from '../../../src/lab/health/registry'
import type { EpochRecord, Subject } from '../../../src/lab/health/rule'
import { DEFAULT_HEALTH_RULES, HEALTH_RULE_IDS, healthRulesSchema, type HealthRuleId } from '../../../src/shared/health'
import type { MetricValues } from '../../../src/shared/run'

const subject = (id = 'vae', latent = 32, floor: number | null = null, parameters: Record<string, number> = {}): Subject => ({
  objective: { id, parameters, modifiers: {} },
  latent,
  floor,
})

const HEALTHY: MetricValues = {
  loss: 41,
  kl: 2,
  mi: 0.7,
  mi_ceiling: 7.6,
  au: 30,
  cu_03: 32,
  joint_kl: 0.6,
  gradient_norm: 5,
  kl_weight: 1,
}

/** A history of these epochs, each healthy but for what is given. */
const history = (...epochs: MetricValues[]): EpochRecord[] =>
  epochs.map((values, i) => ({ epoch: i + 1, step: 10 * (i + 1), seconds: i + 1, values: { ...HEALTHY, ...values } }))

/** Which alarms stand after each epoch. */
function run(records: EpochRecord[], about = subject(), rules = DEFAULT_HEALTH_RULES) {
  const standing = new Set<HealthRuleId>()
  return records.map((_, i) => {
    const { raised, cleared } = judge(records.slice(0, i + 1), about, rules, standing)
    for (const rule of cleared) standing.delete(rule)
    for (const { rule } of raised) standing.add(rule)
    return { standing: [...standing], raised }
  })
}

const standing = (...given: Parameters<typeof run>) => run(...given).map((epoch) => epoch.standing)
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('the rules of health', () => {
  it('are those of the contract, each with thresholds', () => {
    expect(HEALTH_RULES.map(({ id }) => id)).toEqual([...HEALTH_RULE_IDS])
    for (const { id } of HEALTH_RULES) expect(DEFAULT_HEALTH_RULES[id].enabled).toBe(true)
  })

  it('say nothing of a healthy run', () => {
    expect(standing(history(...times(5, {})))).toEqual(times(5, []))
  })

  it('raise a collapse once, after its epochs in a row, and clear it when a unit wakes', () => {
    const asleep = { au: 0, mi: -0.1, kl: 0.01 }
    const told = run(history(asleep, asleep, {}, asleep, asleep, asleep, asleep, {}))
    expect(told.map((epoch) => epoch.standing.length)).toEqual([0, 0, 0, 0, 0, 1, 1, 0])
    expect(told.flatMap(({ raised }) => raised)).toMatchObject([
      { rule: 'collapse', epoch: 6, step: 60, seconds: 6, title: 'Posterior collapse' },
    ])
    expect(told[5].raised[0].cause).toContain('AU 0 of 32 and MI −0.100 nats')
  })

  it('see a collapse in MI alone, and what may yet wake while the KL weight rises', () => {
    const [, , third] = run(history(...times(3, { mi: 0.02, kl: 0.1, kl_weight: 0.3 })))
    expect(third.raised).toMatchObject([{ rule: 'collapse' }])
    expect(third.raised[0].cause).toContain('The KL weight is still 0.3')
  })

  it('name the KL of the δ-VAE for what it is, with the floor of its objective', () => {
    // δ-VAE δ = 0.15 on Short-Yelp: KL 4.8, MI 0.6, every unit active, CU 0.
    const delta = { kl: 4.8, mi: 0.6, au: 32, cu_03: 0, joint_kl: 5.7 }
    const told = run(history(...times(3, delta)), subject('delta', 32, 4.8))
    expect(told[2].standing).toEqual(['hole', 'empty-kl'])
    expect(told[2].raised[0].cause).toContain('keeps the KL at 4.8 nats or more by construction')
    // The paper's: MI and AU are 0 as well.
    expect(standing(history(...times(3, { ...delta, mi: 0, au: 0 })))[2]).toEqual(['hole', 'collapse', 'empty-kl'])
  })

  it('do not call a KL empty where MI cannot be larger: it saturates at ln N', () => {
    expect(standing(history(...times(4, { kl: 57, mi: 7.5, joint_kl: 1, cu_03: 32 })))[3]).toEqual([])
  })

  it('see a hole in the units, in the joint KL that no marginal shows, and in its rise', () => {
    expect(standing(history({ cu_03: 12 }, { cu_03: 12 }))).toEqual([[], ['hole']])
    // DG-VAE on the tiny preset: AU = CU = D, and centres along a line.
    const line = { au: 8, cu_03: 8, joint_kl: 2 }
    const [, second] = run(history(line, line), subject('dg', 8))
    expect(second.raised[0]).toMatchObject({ rule: 'hole', title: 'Hole in the latent space' })
    expect(second.raised[0].cause).toContain('CU 8 of 8, so every dimension by itself fits the prior, and yet Joint KL 2.000 nats')
    expect(second.raised[0].remedy).toContain('dg-joint')
    const [, , , fourth] = run(history({ joint_kl: 0.1 }, { joint_kl: 0.5 }, { joint_kl: 1.2 }, { joint_kl: 1.3 }))
    expect(fourth.raised[0]).toMatchObject({ rule: 'hole', title: 'A hole is opening' })
    expect(fourth.raised[0].cause).toContain('risen from 0.1 nats at epoch 1 to 1.3')
  })

  it('judge holes on the sphere by the joint KL alone', () => {
    const sphere = { cu_03: null, joint_kl: 1.3, kl: 2.2, mi: 0.5 }
    expect(standing(history(...times(3, sphere)), subject('vmf'))[2]).toEqual([])
    expect(standing(history(...times(3, { ...sphere, joint_kl: 3 })), subject('vmf'))[2]).toEqual(['hole'])
  })

  it('see a loss that runs away, and a gradient that explodes', () => {
    // BN-VAE γ = 1.2 on Short-Yelp: 416.9, 1431.8, then down again.
    expect(standing(history({ loss: 416.9 }, { loss: 1431.8 }, { loss: 1069 }, { loss: 165 }))).toEqual([
      [],
      ['divergence'],
      ['divergence'],
      [],
    ])
    const [, , , exploded] = run(history({}, {}, {}, { gradient_norm: 80 }))
    expect(exploded.raised[0]).toMatchObject({ rule: 'divergence', title: 'Training runs away' })
    expect(exploded.raised[0].cause).toBe('The gradient norm, 80 before clipping, is 16 times its median so far.')
    // One epoch is no median yet, two are.
    expect(standing(history({}, { gradient_norm: 80 }))[1]).toEqual([])
    expect(standing(history({}, {}, { gradient_norm: 80 }))[2]).toEqual(['divergence'])
    expect(standing(history({}, { loss: null }))[1]).toEqual(['divergence'])
  })

  it('follow thresholds that were set, and say nothing when switched off', () => {
    const asleep = times(4, { au: 0, mi: 0, kl: 0 })
    const strict = healthRulesSchema.parse({ collapse: { epochs: 1 } })
    expect(standing(history(...asleep), subject(), strict)[0]).toEqual(['collapse'])
    const off = healthRulesSchema.parse({ collapse: { enabled: false } })
    expect(standing(history(...asleep), subject(), off)[3]).toEqual([])
    // Switching a rule off clears what stands.
    expect(judge(history(...asleep), subject(), off, new Set(['collapse']))).toEqual({ raised: [], cleared: ['collapse'] })
  })

  it('keep what stands while its numbers are unknown, and raise nothing for a run of before they were measured', () => {
    const unknown = { au: undefined, mi: undefined, cu_03: undefined, joint_kl: undefined, loss: undefined }
    expect(judge(history(unknown), subject(), DEFAULT_HEALTH_RULES, new Set(['collapse']))).toEqual({ raised: [], cleared: [] })
    expect(judge(history(unknown, unknown, unknown), subject(), DEFAULT_HEALTH_RULES, new Set())).toEqual({ raised: [], cleared: [] })
  })

  it('have a remedy for every objective', () => {
    const ill = history(...times(3, { au: 0, mi: 0, cu_03: 0, kl: 5, joint_kl: 9 }))
    for (const id of ['vae', 'beta', 'free-bits', 'free-bits-coarse', 'delta', 'bn', 'aae', 'wae', 'dg', 'dg-joint', 'vmf', 'dg-vmf'])
      for (const { raised } of run(ill, subject(id, 32, 4)))
        for (const { title, cause, remedy } of raised) {
          expect(title).not.toMatch(/[.!]$/)
          for (const text of [cause, remedy]) {
            expect(text).toMatch(/^[A-Z].*\.$/)
            expect(text).not.toMatch(/NaN|undefined|null|!/)
          }
        }
  })
})
