import { z } from 'zod'
import { say } from '../texts/shared'
import type { MetricValues } from './run'

/** What the lab watches for after every epoch. */
export const HEALTH_RULE_IDS = ['collapse', 'hole', 'empty-kl', 'divergence'] as const
export type HealthRuleId = (typeof HEALTH_RULE_IDS)[number]

/** An event in a run's timeline: raised once when a rule's condition begins to hold, cleared when it ends. */
export const alarmSchema = z.strictObject({
  rule: z.enum(HEALTH_RULE_IDS),
  epoch: z.int().describe('Finished epochs when it was raised'),
  step: z.int(),
  seconds: z.number().describe('Training time since the start of the run, without pauses'),
  title: z.string().describe('What was found, in a few words'),
  cause: z.string().describe('The numbers it rests on and where they come from, in sentences'),
  remedy: z.string().describe('What to try, in sentences'),
  cleared_epoch: z.int().nullable().describe('Finished epochs when the condition had ended; null while it holds'),
  paused: z.boolean().describe('Whether the run was paused for it'),
})
export type Alarm = z.infer<typeof alarmSchema>

const epochs = (standard: number) => z.int().min(1).max(100).default(standard).describe(say.rules.epochs)
const enabled = z.boolean().default(true).describe(say.rules.enabled)
const share = (standard: number, description: string) => z.number().min(0).max(1).default(standard).describe(description)
const nats = (standard: number, most: number, description: string) => z.number().min(0).max(most).default(standard).describe(description)

/** Thresholds of the alarms, one for the whole lab; each field with its range and default. They hold from the next epoch on. */
export const healthRulesSchema = z.strictObject({
  pause: z.boolean().default(false).describe(say.rules.pause),
  collapse: z
    .strictObject({
      enabled,
      active_share: share(0, say.rules.collapse.active_share),
      partial_share: share(0.75, say.rules.collapse.partial_share),
      mi: nats(0.1, 20, say.rules.collapse.mi),
      epochs: epochs(3),
    })
    .prefault({}),
  hole: z
    .strictObject({
      enabled,
      consistent_share: share(1, say.rules.hole.consistent_share),
      joint_kl: nats(1.5, 1000, say.rules.hole.joint_kl),
      rise: nats(1, 1000, say.rules.hole.rise),
      epochs: epochs(2),
    })
    .prefault({}),
  'empty-kl': z
    .strictObject({
      enabled,
      kl: nats(1, 1000, say.rules['empty-kl'].kl),
      mi_share: share(0.15, say.rules['empty-kl'].mi_share),
      epochs: epochs(3),
    })
    .prefault({}),
  divergence: z
    .strictObject({
      enabled,
      loss_rise: z.number().min(0.01).max(100).default(0.5).describe(say.rules.divergence.loss_rise),
      gradient_factor: z.number().min(1.5).max(10_000).default(10).describe(say.rules.divergence.gradient_factor),
      epochs: epochs(1),
    })
    .prefault({}),
})
export type HealthRules = z.infer<typeof healthRulesSchema>

export const DEFAULT_HEALTH_RULES: HealthRules = healthRulesSchema.parse({})

export type HealthWord = 'collapse' | 'partial' | 'hole' | 'active' | 'healthy'

/** Whether the latent carries nothing: too few active units, or an MI about 0. Null where neither is known. */
export function isCollapsed({ au, mi }: MetricValues, latent: number, { collapse }: HealthRules): boolean | null {
  if (typeof au !== 'number' && typeof mi !== 'number') return null
  return (typeof au === 'number' && au <= collapse.active_share * latent) || (typeof mi === 'number' && mi < collapse.mi)
}

/** Whether the prior likes places that the posteriors never visit: inconsistent units, or a joint KL that marginals cannot show. */
export function isPierced({ cu_03, joint_kl }: MetricValues, latent: number, { hole }: HealthRules): boolean | null {
  if (typeof cu_03 !== 'number' && typeof joint_kl !== 'number') return null
  return (
    (typeof cu_03 === 'number' && cu_03 < hole.consistent_share * latent) || (typeof joint_kl === 'number' && joint_kl >= hole.joint_kl)
  )
}

/** Whether the KL is paid for nothing, the signature of the δ-VAE: well above 0 while MI is about 0. Null where either is unknown. */
export function isUninformative({ kl, mi, mi_ceiling }: MetricValues, rules: HealthRules): boolean | null {
  const { kl: least, mi_share } = rules['empty-kl']
  if (typeof kl !== 'number' || typeof mi !== 'number') return null
  return kl >= least && mi < mi_share * Math.min(kl, mi_ceiling ?? Infinity)
}

/**
 * What the numbers of an evaluation or an epoch say about the latent space; several can hold at once (the δ-VAE has both collapse
 * and hole). Where CU does not apply, as on the sphere, only the joint KL tells of holes. Empty where AU is not defined either.
 */
export function healthOf(values: MetricValues, latent: number, rules: HealthRules = DEFAULT_HEALTH_RULES): HealthWord[] {
  const { au, cu_03: cu } = values
  const words: HealthWord[] = []
  if (isCollapsed(values, latent, rules)) words.push('collapse')
  else if (typeof au === 'number' && au < rules.collapse.partial_share * latent) words.push('partial')
  if (isPierced(values, latent, rules)) words.push('hole')
  if (words.length === 0 && typeof au === 'number') words.push(typeof cu === 'number' ? 'healthy' : 'active')
  return words
}
