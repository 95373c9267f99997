import { describe, expect, it } from 'vitest'
import { DEFAULT_HEALTH_RULES, healthOf, healthRulesSchema } from '../../src/shared/health'

describe('the health of a latent space', () => {
  it('is a collapse where no unit is active, whatever the KL says: the δ-VAE of the paper has hole and collapse', () => {
    expect(healthOf({ au: 0, cu_03: 32 }, 32)).toEqual(['collapse'])
    expect(healthOf({ au: 0, cu_03: 0, kl: 4.8 }, 32)).toEqual(['collapse', 'hole'])
  })

  it('is a hole where units are inconsistent, and health only with neither', () => {
    expect(healthOf({ au: 32, cu_03: 12 }, 32)).toEqual(['hole'])
    expect(healthOf({ au: 32, cu_03: 32 }, 32)).toEqual(['healthy'])
    expect(healthOf({ au: 24, cu_03: 32 }, 32)).toEqual(['healthy'])
    expect(healthOf({ au: 4, cu_03: 32 }, 32)).toEqual(['partial'])
  })

  it('says nothing of holes where CU does not apply, as on the sphere', () => {
    expect(healthOf({ au: 32, cu_03: null }, 32)).toEqual(['active'])
    expect(healthOf({ au: 0, cu_03: null }, 32)).toEqual(['collapse'])
  })

  it('says nothing where AU is not defined', () => {
    expect(healthOf({ au: null, cu_03: null }, 32)).toEqual([])
  })

  it('is a collapse where MI is about 0 though means vary, and a hole where only the joint density shows it', () => {
    expect(healthOf({ au: 3, mi: 0.02, cu_03: 8 }, 8)).toEqual(['collapse'])
    expect(healthOf({ au: 8, mi: 2, cu_03: 8, joint_kl: 2 }, 8)).toEqual(['hole'])
    expect(healthOf({ au: 8, mi: 2, cu_03: 8, joint_kl: 0.6 }, 8)).toEqual(['healthy'])
    expect(healthOf({ au: 32, mi: 2, cu_03: null, joint_kl: 4 }, 32)).toEqual(['hole'])
  })

  it('follows thresholds that were set', () => {
    const rules = healthRulesSchema.parse({ collapse: { active_share: 0.25 }, hole: { joint_kl: 5 } })
    expect(healthOf({ au: 2, cu_03: 8, joint_kl: 2 }, 8, rules)).toEqual(['collapse'])
    expect(healthOf({ au: 2, cu_03: 8, joint_kl: 2 }, 8, DEFAULT_HEALTH_RULES)).toEqual(['partial', 'hole'])
  })
})
