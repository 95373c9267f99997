import { z } from 'zod'

/** Model and training settings of a run: units, ranges and defaults in one place. Shapes and constants from the paper. */
export const settingsSchema = z.strictObject({
  embedding: z.int().min(4).max(2048).describe('Width of the word embeddings'),
  hidden: z.int().min(4).max(4096).describe('Width of the LSTM states'),
  latent: z.int().min(2).max(512).describe('Latent dimensions D'),
  batch: z.int().min(2).max(512).describe('Sentences a batch B'),
  epochs: z.int().min(1).max(1000).describe('Most epochs'),
  optimiser: z.enum(['sgd', 'adam']).describe('sgd: no momentum; adam: β 0.9, 0.999, ε 1e-8'),
  learning_rate: z.number().min(1e-6).max(10).describe("The optimiser's step size"),
  clip: z.number().min(0.01).max(1000).describe('Global gradient norm is clipped at this'),
  dropout_in: z.number().min(0).max(0.95).describe("Dropout on the decoder's embeddings"),
  dropout_out: z.number().min(0).max(0.95).describe("Dropout on the decoder's states before the vocabulary"),
  warm_up: z.int().min(0).max(1000).describe('Epochs over which kl_weight rises linearly from 0 to 1'),
  patience: z.int().min(1).max(1000).describe('Epochs without improvement before the learning rate decays'),
  decay_from: z.int().min(0).max(1000).describe('First epoch at which a decay may happen'),
  decay_factor: z.number().min(0.01).max(1).describe('Factor of a decay'),
  max_decays: z.int().min(0).max(100).describe('Training stops after this many decays'),
  batching: z.enum(['paper', 'mixed']).describe('paper: sentences of one length, fixed membership; mixed: shuffled, padded and masked'),
  train_limit: z.int().min(0).max(100_000_000).describe('Use only the first so many training sentences; 0: all'),
})
export type Settings = z.infer<typeof settingsSchema>

const PAPER = {
  batch: 32,
  epochs: 100,
  optimiser: 'sgd',
  learning_rate: 0.5,
  clip: 5,
  dropout_in: 0.5,
  dropout_out: 0.5,
  warm_up: 10,
  patience: 5,
  decay_from: 15,
  decay_factor: 0.5,
  max_decays: 5,
  batching: 'paper',
  train_limit: 0,
} as const satisfies Partial<Settings>

export const PRESET_IDS = ['tiny', 'short', 'long'] as const
export type PresetId = (typeof PRESET_IDS)[number]

export interface Preset {
  id: PresetId
  title: string
  description: string
  settings: Settings
}

export const PRESETS: Record<PresetId, Preset> = {
  tiny: {
    id: 'tiny',
    title: 'Tiny',
    description: 'About a minute on a laptop: 4,000 sentences, latent 8, Adam. Shows the thesis, not a publishable number.',
    settings: {
      ...PAPER,
      embedding: 64,
      hidden: 128,
      latent: 8,
      epochs: 10,
      optimiser: 'adam',
      learning_rate: 0.002,
      warm_up: 3,
      train_limit: 4000,
    },
  },
  short: {
    id: 'short',
    title: 'Short',
    description: "The paper's setting for Short-Yelp and SNLI: embedding 128, hidden 512, latent 32, SGD 0.5.",
    settings: { ...PAPER, embedding: 128, hidden: 512, latent: 32 },
  },
  long: {
    id: 'long',
    title: 'Long',
    description: "The paper's setting for Yahoo and Yelp: embedding 512, hidden 1024, latent 32, SGD 0.5.",
    settings: { ...PAPER, embedding: 512, hidden: 1024, latent: 32 },
  },
}

export const DEFAULT_SEED = 783435
