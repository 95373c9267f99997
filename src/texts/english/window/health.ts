import type { HealthRuleId, HealthWord } from '../../../shared/health'
import { count } from '../../intl'

/** What a run does, in words. */
export const health = {
  words: { collapse: 'collapse', partial: 'partial collapse', hole: 'hole', active: 'active', healthy: 'healthy' } satisfies Record<
    HealthWord,
    string
  >,
  meanings: {
    collapse: 'Posterior collapse: no latent dimension is active, or MI is about 0. The decoder ignores z.',
    partial: 'Fewer than three quarters of the latent dimensions are active.',
    hole: 'The aggregated posterior leaves parts of the prior empty: some dimensions are not consistent (CU below the latent width), or they are only one by one (a large joint KL).',
    active:
      'At least three quarters of the dimensions are active. Consistent units do not apply here; the joint KL shows no hole where it is known.',
    healthy: 'At least three quarters of the dimensions are active and all of them match the prior, together too: no collapse and no hole.',
  } satisfies Record<HealthWord, string>,
  units: (au: string, cu: string | null, joint: string | null, latent: number) =>
    `AU ${au}${cu === null ? '' : `, CU ${cu}`} of ${latent}${joint === null ? '' : `, joint KL ${joint} nats`}`,

  raised: (title: string, name: string, epoch: number, paused: boolean) =>
    `${title}: ${name}, epoch ${epoch}.${paused ? ' The run is paused.' : ''}`,
  eventOf: (title: string, name: string) => `${title}: ${name}`,
  events: 'Alarms',
  eventsHint: 'What the lab noticed while these runs trained, with cause and remedy.',
  noEvents: 'No alarm was raised for the runs shown. One appears here when the latent collapses, a hole opens or a loss diverges.',
  epoch: 'Epoch',
  holds: 'holds',
  since: (epoch: number, until: string) => `epoch ${epoch}, ${until}`,
  cleared: (epoch: number) => `until epoch ${epoch}`,
  paused: 'paused the run',
  cause: 'Cause',
  remedy: 'Remedy',

  plane: 'Health plane',
  planeHint:
    'Active units across, consistent units up: a run moves from epoch to epoch. At the upper right there is no collapse and no hole.',
  planeEmpty: 'A run appears here with the units of its first epoch.',
  planeX: 'active units (AU)',
  planeY: 'consistent units (CU)',
  planeShareX: 'active units (AU), share of D',
  planeShareY: 'consistent units (CU), share of D',
  planeNoUnits: (names: string) => `On the sphere consistent units are not defined: ${names}.`,
  planeDescribe: (said: string) => `Health plane. ${said}`,
  planeAt: (name: string, au: string, cu: string, epoch: number) => `${name}: AU ${au}, CU ${cu} at epoch ${epoch}`,
  planeColumns: ['Run', 'Epoch', 'AU', 'CU', 'D'],
  corners: { collapsed: 'collapse', pierced: 'hole', both: 'collapse and hole', healthy: 'healthy' },
  upTo: 'Up to epoch',

  rules: 'Alarm thresholds',
  rulesHint: 'They hold for every run from its next epoch on.',
  editRules: 'Thresholds…',
  pause: 'Pause a run when an alarm is raised',
  rule: {
    collapse: { title: 'Posterior collapse', meaning: 'The latent carries nothing: no unit is active, or MI is about 0.' },
    hole: { title: 'Hole', meaning: 'The prior likes places that no posterior visits.' },
    'empty-kl': { title: 'KL without information', meaning: 'KL is paid, yet MI stays about 0: the signature of the δ-VAE.' },
    divergence: { title: 'Divergence', meaning: 'The loss or the gradients leave their course.' },
  } satisfies Record<HealthRuleId, { title: string; meaning: string }>,
  fields: {
    active_share: 'Active share, at most',
    partial_share: 'Active share of a partial collapse',
    mi: 'MI under, nats',
    consistent_share: 'Consistent share, less than',
    joint_kl: 'Joint KL from, nats',
    rise: 'Joint KL risen by, nats',
    kl: 'KL from, nats',
    mi_share: 'MI under this share of KL',
    loss_rise: 'Loss above its best by this share',
    gradient_factor: 'Gradient norm over its median, times',
    epochs: 'Epochs in a row',
  },
  raise: 'Raise this alarm',
  defaults: 'Standard values',
  keep: 'Keep',

  dimensions: 'Aggregated posterior by dimension',
  dimensionsHint:
    'q(z_d) over the validation split against the prior, which is grey. The bar above is its KL: a dimension is consistent where it ends before the stroke, at 0.03.',
  dimensionsRun: 'Run',
  dimensionsOf: (run: string, epoch: number) => `${run}, epoch ${count(epoch)}`,
  dimensionsOrder: 'Order',
  orders: { index: 'Index', kl: 'KL', variance: 'Variance' },
  dimensionsNone: 'Pictures of the dimensions are kept after each epoch; this run has none yet.',
  dimensionsOld: 'This run was trained before its dimensions were kept.',
  latest: 'Latest',
  kl: 'KL',
  klBars: 'KL of each dimension',
  klLine: '0.03',
  dimensionColumns: ['Dimension', 'KL(prior ‖ q), nats', 'Variance of the means'],
  dimensionSaid: (dimension: number, kl: string, words: string) => `z${dimension}: KL ${kl}, ${words}`,
  consistent: 'consistent',
  inconsistent: 'hole',
  inactive: 'inactive',
  summary: (consistent: number, active: number, latent: number) => `${consistent} consistent and ${active} active of ${latent}`,
} as const
