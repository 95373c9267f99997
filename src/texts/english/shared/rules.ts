/** The thresholds of the alarms: what each means. */
export const rules = {
  epochs: 'Epochs in a row for which it must hold',
  enabled: 'Whether this alarm is raised',
  pause: 'Pause a run when an alarm is raised',
  collapse: {
    active_share: 'Collapse where no more than this share of the units is active',
    partial_share: 'A partial collapse where less than this share of the units is active; a word, not an alarm',
    mi: 'Collapse where MI is under this many nats',
  },
  hole: {
    consistent_share: 'A hole where less than this share of the units is consistent (CU at 0.03)',
    joint_kl: 'A hole where the joint KL is at least this many nats, whatever the marginals say',
    rise: 'A hole opens where the joint KL has risen by this many nats above its lowest of the run',
  },
  'empty-kl': {
    kl: 'Only a KL of at least this many nats is judged',
    mi_share: 'Without information where MI is under this share of the KL, or of ln N where that is less',
  },
  divergence: {
    loss_rise: 'The validation loss lies above its best by this share of it',
    gradient_factor: 'The gradient norm before clipping is this many times its median so far',
  },
} as const
