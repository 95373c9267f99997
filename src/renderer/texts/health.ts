import type { HealthWord } from '../../shared/health'

/** What a run does, in words. */
export const health = {
  words: { collapse: 'collapse', partial: 'partial collapse', hole: 'hole', active: 'active', healthy: 'healthy' } satisfies Record<
    HealthWord,
    string
  >,
  meanings: {
    collapse: 'Posterior collapse: no latent dimension is active (AU = 0). The decoder ignores z.',
    partial: 'Fewer than three quarters of the latent dimensions are active.',
    hole: 'The aggregated posterior leaves parts of the prior empty: some dimensions are not consistent (CU below the latent width).',
    active: 'At least three quarters of the dimensions are active. Consistent units do not apply here, so nothing is said of holes.',
    healthy: 'At least three quarters of the dimensions are active and all of them match the prior: no collapse and no hole.',
  } satisfies Record<HealthWord, string>,
  units: (au: string, cu: string | null, latent: number) => `AU ${au}${cu === null ? '' : `, CU ${cu}`} of ${latent}`,
} as const
