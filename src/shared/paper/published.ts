import { say } from '../../texts/shared'
import type { MetricId } from '../metrics'
import { methodKey, type ObjectiveChoice } from '../objective'
import type { PresetId } from '../settings'
import { beta, bn, bow, cyclic, delta, dg, freeBits, skip, VAE } from './choices'

export interface PublishedRow {
  choice: ObjectiveChoice
  values: Readonly<Partial<Record<MetricId, number>>>
}

/** Results as the paper prints them. */
export interface PublishedTable {
  title: string
  citation: string
  corpus: string
  preset: PresetId
  /** Sentences of the test split. */
  sentences: number
  rows: readonly PublishedRow[]
}

type Printed = [choice: ObjectiveChoice, prior: number, posterior: number, kl: number, mi: number, au: number, cu: number]
const published = ([of, prior_ll, posterior_ll, kl, mi, au, cu_03]: Printed): PublishedRow => ({
  choice: of,
  values: { prior_ll, posterior_ll, kl, mi, au, cu_03 },
})

const YAHOO: readonly Printed[] = [
  [VAE, -330.7, -330.7, 0.0, 0.0, 0, 32],
  [cyclic, -329.8, -328.9, 1.1, 1.0, 2, 31],
  [bow, -330.5, -330.5, 0.0, 0.0, 0, 32],
  [skip, -330.1, -325.2, 5.0, 4.3, 8, 31],
  [delta, -330.5, -330.6, 4.8, 0.0, 0, 0],
  [bn(0.6), -327.6, -321.1, 6.6, 5.9, 32, 32],
  [bn(0.7), -326.8, -318.4, 9.1, 7.5, 32, 32],
  [bn(0.9), -327.0, -313.8, 15.5, 9.0, 32, 32],
  [bn(1.2), -330.9, -310.1, 26.2, 9.2, 32, 0],
  [bn(1.5), -337.8, -310.2, 37.6, 9.2, 32, 0],
  [bn(1.8), -343.5, -308.6, 51.3, 9.2, 32, 0],
  [freeBits(4), -329.8, -328.4, 3.9, 1.8, 32, 32],
  [freeBits(9), -327.8, -326.3, 8.8, 4.1, 32, 12],
  [freeBits(16), -325.7, -320.8, 16.1, 8.5, 32, 8],
  [freeBits(25), -333.4, -316.2, 25.8, 9.2, 32, 0],
  [freeBits(36), -341.3, -307.0, 36.9, 9.2, 32, 0],
  [freeBits(49), -344.6, -296.1, 50.0, 9.2, 32, 0],
  [beta(0.8), -330.1, -328.5, 2.0, 1.9, 2, 30],
  [beta(0.4), -330.8, -324.8, 7.0, 6.7, 3, 31],
  [beta(0.2), -338.6, -310.3, 30.1, 9.2, 22, 25],
  [beta(0.1), -369.9, -289.6, 83.7, 9.2, 32, 0],
  [beta(0), -445.2, -280.3, 178.8, 9.2, 32, 0],
  [dg(1), -330.7, -330.7, 0.0, 0.0, 0, 32],
  [dg(2), -330.1, -326.4, 4.1, 4.0, 4, 32],
  [dg(4), -330.4, -318.3, 14.3, 9.1, 11, 32],
  [dg(8), -338.2, -308.2, 32.1, 9.1, 30, 32],
  [dg(16), -349.5, -295.0, 57.6, 9.1, 32, 32],
  [dg(32), -355.4, -294.1, 65.2, 9.1, 32, 32],
]

/** The paper's test results on Yahoo. */
export const PUBLISHED: PublishedTable = {
  title: say.published.title('Yahoo'),
  citation: 'Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022',
  corpus: 'Yahoo',
  preset: 'long',
  sentences: 10_000,
  rows: YAHOO.map(published),
}

const BY_METHOD = new Map(PUBLISHED.rows.map((row) => [methodKey(row.choice), row]))

/** The published row of a method, or null. */
export const publishedRow = (of: ObjectiveChoice): PublishedRow | null => BY_METHOD.get(methodKey(of)) ?? null
