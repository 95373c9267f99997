import { z } from 'zod'
import { say } from '../texts/shared'

/** Model and training settings of a run: units, ranges and defaults in one place. Shapes and constants from the paper. */
export const settingsSchema = z.strictObject({
  embedding: z.int().min(4).max(2048).describe(say.settings.embedding),
  hidden: z.int().min(4).max(4096).describe(say.settings.hidden),
  latent: z.int().min(2).max(512).describe(say.settings.latent),
  batch: z.int().min(2).max(512).describe(say.settings.batch),
  epochs: z.int().min(1).max(1000).describe(say.settings.epochs),
  optimiser: z.enum(['sgd', 'adam']).describe(say.settings.optimiser),
  learning_rate: z.number().min(1e-6).max(10).describe(say.settings.learning_rate),
  clip: z.number().min(0.01).max(1000).describe(say.settings.clip),
  dropout_in: z.number().min(0).max(0.95).describe(say.settings.dropout_in),
  dropout_out: z.number().min(0).max(0.95).describe(say.settings.dropout_out),
  warm_up: z.int().min(0).max(1000).describe(say.settings.warm_up),
  patience: z.int().min(1).max(1000).describe(say.settings.patience),
  decay_from: z.int().min(0).max(1000).describe(say.settings.decay_from),
  decay_factor: z.number().min(0.01).max(1).describe(say.settings.decay_factor),
  max_decays: z.int().min(0).max(100).describe(say.settings.max_decays),
  batching: z.enum(['paper', 'mixed']).describe(say.settings.batching),
  train_limit: z.int().min(0).max(100_000_000).describe(say.settings.train_limit),
})
export type Settings = z.infer<typeof settingsSchema>
export const SETTING_KEYS = Object.keys(settingsSchema.shape) as (keyof Settings)[]

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
    ...say.presets.tiny,
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
    ...say.presets.short,
    settings: { ...PAPER, embedding: 128, hidden: 512, latent: 32 },
  },
  long: {
    id: 'long',
    ...say.presets.long,
    settings: { ...PAPER, embedding: 512, hidden: 1024, latent: 32 },
  },
}

export const DEFAULT_SEED = 783435

/** The settings given that are not the preset's own. */
export const changedSettings = (preset: PresetId, settings: Partial<Settings>): (keyof Settings)[] =>
  SETTING_KEYS.filter((key) => settings[key] !== undefined && settings[key] !== PRESETS[preset].settings[key])
