/** Names of a run's settings. */
export const settings = {
  embedding: 'Embedding width',
  hidden: 'Hidden width',
  latent: 'Latent dimensions',
  batch: 'Batch size',
  epochs: 'Epochs',
  optimiser: 'Optimiser',
  learning_rate: 'Learning rate',
  clip: 'Gradient clip',
  dropout_in: 'Dropout in',
  dropout_out: 'Dropout out',
  warm_up: 'Warm-up',
  patience: 'Patience',
  decay_from: 'Decay from epoch',
  decay_factor: 'Decay factor',
  max_decays: 'Most decays',
  batching: 'Batching',
  train_limit: 'Training sentences',
} as const

/** Settings that are one of several, as the command line names them too. */
export const settingValues = {
  sgd: 'sgd',
  adam: 'adam',
  paper: 'paper',
  mixed: 'mixed',
} as const
