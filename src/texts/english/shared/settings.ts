/** What the settings of a run mean. */
export const settings = {
  embedding: 'Width of the word embeddings',
  hidden: 'Width of the LSTM states',
  latent: 'Latent dimensions D',
  batch: 'Sentences a batch B',
  epochs: 'Most epochs',
  optimiser: 'sgd: no momentum; adam: β 0.9, 0.999, ε 1e-8',
  learning_rate: "The optimiser's step size",
  clip: 'Global gradient norm is clipped at this',
  dropout_in: "Dropout on the decoder's embeddings",
  dropout_out: "Dropout on the decoder's states before the vocabulary",
  warm_up: 'Epochs over which kl_weight rises linearly from 0 to 1',
  patience: 'Epochs without improvement before the learning rate decays',
  decay_from: 'First epoch, counted from 0, at which the learning rate may decay',
  decay_factor: 'Factor of a decay',
  max_decays: 'Training ends where the learning rate would decay for this time; 0: as 1',
  batching: 'paper: sentences of one length, fixed membership; mixed: shuffled, padded and masked',
  train_limit: 'Use only the first so many training sentences; 0: all',
} as const

/** Presets of settings. */
export const presets = {
  tiny: {
    title: 'Tiny',
    description: 'About a minute on a laptop: 4,000 sentences, latent 8, Adam. Shows the thesis, not a publishable number.',
  },
  short: { title: 'Short', description: "The paper's setting for Short-Yelp and SNLI: embedding 128, hidden 512, latent 32, SGD 0.5." },
  long: { title: 'Long', description: "The paper's setting for Yahoo and Yelp: embedding 512, hidden 1024, latent 32, SGD 0.5." },
} as const
