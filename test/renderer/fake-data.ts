import type { Result } from '../../src/shared/contract'
import type { Job } from '../../src/shared/job'
import type { CorpusRecord, CorpusStatistics, SampleCorpus } from '../../src/shared/corpus'
import { importOptionsSchema } from '../../src/shared/import-options'
import type { Preview } from '../../src/shared/preview'
import type { ParityReport } from '../../src/shared/verify'

export const LAB_INFO: Result<'lab.info'> = {
  version: '0.1.0',
  home: '/home/ada/.local/share/plenum',
  node: '24.21.0',
  platform: 'linux x64',
  cores: 8,
  memory_bytes: 16.4e9,
  engines: [
    {
      id: 'onnx',
      title: 'ONNX Runtime',
      version: '1.30.0',
      device: 'CPU, 8 threads',
      available: true,
      note: null,
    },
    {
      id: 'onnx-cuda',
      title: 'ONNX Runtime, CUDA',
      version: '1.30.0',
      device: '–',
      available: false,
      note: 'The CUDA libraries libcublas.so.12 and libcudnn.so.9 are missing: install the CUDA version that it was built for.',
    },
    {
      id: 'onnx-webgpu',
      title: 'ONNX Runtime, WebGPU',
      version: '1.30.0',
      device: 'GPU (Vulkan)',
      available: false,
      note: 'Its self-test failed: the gradient of encoder.weight_recurrent is off by 88 %.',
    },
  ],
}

export const SAMPLES: SampleCorpus[] = [
  {
    id: 'glosses',
    name: 'WordNet glosses',
    description: 'Definitions of 3 to 15 words, labelled by lexical domain.',
    sentences: 20000,
    licence: 'WordNet 3.0 licence',
  },
  {
    id: 'grammar',
    name: 'Small grammar',
    description: 'Made sentences with known sentiment, topic, tense, number and length.',
    sentences: 12000,
    licence: 'MIT',
  },
]

export const SENTENCES: [label: string, text: string][] = [
  ['noun.artifact', 'a small wooden boat with a flat bottom'],
  ['noun.animal', 'any of several large birds of the open sea'],
  ['verb.motion', 'move slowly and with great difficulty'],
  ['adj.all', 'having or showing no interest in the outcome'],
  ['noun.person', 'someone who writes about the history of a place'],
  ['noun.substance', 'a hard white crystalline solid used in medicine'],
  ['verb.communication', 'express a strong wish that something will happen'],
  ['noun.plant', 'a tall perennial herb of temperate regions with yellow flowers'],
  ['noun.act', 'the act of making something less severe'],
  ['noun.state', 'a condition in which the usual order has been disturbed'],
  ['verb.change', 'become gradually weaker or smaller'],
  ['noun.food', 'a thick soup made from beans and smoked meat'],
]

const LABELS = [
  'noun.artifact',
  'noun.animal',
  'noun.person',
  'noun.plant',
  'noun.act',
  'noun.state',
  'noun.food',
  'noun.substance',
  'verb.motion',
  'verb.change',
  'verb.communication',
  'adj.all',
  'adv.all',
]

function split(sentences: number, unknown: number): CorpusRecord['splits']['train'] {
  const weights = Array.from({ length: 16 }, (_, n) =>
    n < 3 ? 0 : Math.exp(-((n - 7.5) ** 2) / 18) * (1 + 0.12 * Math.sin(n * 2.7 + sentences)),
  )
  const total = weights.reduce((a, b) => a + b, 0)
  const lengths = weights.map((weight) => Math.round((weight / total) * sentences))
  const shares = LABELS.map((_, i) => 1 / (i + 1.5))
  const all = shares.reduce((a, b) => a + b, 0)
  return {
    sentences,
    tokens: lengths.reduce((sum, count, n) => sum + count * n, 0),
    unknown_tokens: Math.round(unknown * sentences),
    longest: 15,
    lengths,
    labels: shares.map((share) => Math.round((share / all) * sentences)),
  }
}

export function makeCorpus(id: string, name: string, origin: string): CorpusRecord {
  const labelled = origin === 'glosses'
  const plain = (part: CorpusRecord['splits']['train']) => (labelled ? part : { ...part, labels: [] })
  const splits = { train: plain(split(16000, 0)), valid: plain(split(2000, 0.31)), test: plain(split(2000, 0.33)) }
  return {
    id,
    name,
    origin,
    created_at: Date.UTC(2026, 5, 14, 9, 30),
    hash: '9f2c4e0b7d1a86350f4cb2e7a9d81c6e0b35f7a2c49d8e61',
    options: importOptionsSchema.parse({}),
    vocabulary_size: 11842,
    labels: labelled ? LABELS : [],
    splits,
    statistics: labelled ? makeStatistics(splits, 11838) : null,
    remarks: labelled
      ? []
      : [{ kind: 'notice', file: 'train.txt', line: 4127, message: '12 sentences of more than 200 words were left out.' }],
  }
}

const LINES = {
  layout: 'lines',
  delimiter: null,
  quotes: null,
  header: null,
  columns: [] as string[],
  text_column: null,
  label_column: null,
  split_column: null,
} as const
const TABLE = {
  layout: 'table',
  delimiter: 'comma',
  quotes: true,
  header: true,
  columns: ['id', 'label', 'text'] as string[],
  text_column: 'text',
  label_column: 'label',
  split_column: null,
} as const

/** Statistics that fit a corpus: a little of everything. */
export function makeStatistics(splits: CorpusRecord['splits'], vocabulary: number): CorpusStatistics {
  const words = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, vocabulary]
  const curve = (end: number) => words.map((count) => Math.min(end, (Math.log10(count + 1) / Math.log10(vocabulary + 1)) ** 0.8))
  const part = (share: number) => (split: 'train' | 'valid' | 'test') => Math.round(splits[split].sentences * share)
  const each = (of: (split: 'train' | 'valid' | 'test') => number) => ({ train: of('train'), valid: of('valid'), test: of('test') })
  return {
    different_words: vocabulary,
    words_once: Math.round(vocabulary * 0.41),
    coverage: { words, splits: { train: curve(1), valid: curve(0.97), test: curve(0.968) } },
    distinct: each(part(0.982)),
    repeated: each(part(0.011)),
    leaks: { valid_train: 41, test_train: 37, test_valid: 5 },
    conflicts: 12,
    conflicting: { train: 31, valid: 0, test: 4 },
  }
}

export function makePreview(paths: string[]): Preview {
  const broken = paths.some((path) => path.includes('empty'))
  return {
    name:
      paths[0]
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? 'corpus',
    files: paths.map((path) => ({
      path,
      split: path.includes('train') ? 'train' : null,
      bytes: broken ? 0 : 1_284_113,
      compressed: false,
      encoding: 'UTF-8',
      labelled: true,
      ...(path.endsWith('.csv') ? TABLE : LINES),
      head: broken
        ? []
        : SENTENCES.slice(0, 8).map(([label, text], i) => ({
            line: i + 1,
            label,
            text,
            kept: true,
            cells: path.endsWith('.csv') ? [String(i), label, text] : [],
          })),
    })),
    cut: paths.length > 1 ? ['valid'] : ['valid', 'test'],
    others: [],
    remarks: broken
      ? [{ kind: 'problem', file: paths[0], line: null, message: 'The file is empty. A corpus needs at least one sentence, one a line.' }]
      : [
          {
            kind: 'notice',
            file: null,
            line: null,
            message: 'No validation and test files were given: 10 % of the sentences are cut for each, by seed 783435.',
          },
        ],
  }
}

export const PARITY_JOB: Job = {
  id: '',
  kind: 'verify',
  title: 'Self-test against the reference figures',
  state: 'running',
  share: null,
  message: 'Recomputing the reference figures.',
  result: null,
}

/** One file passes, one does not. */
export const PARITY: ParityReport = {
  engine: 'onnx',
  at: Date.UTC(2026, 0, 15, 12),
  files: [
    { file: 'gaussian_kl.json', verdict: 'passed', tolerance: 1e-6, largest: 2.5e-9, where: 'kl' },
    { file: 'wae_mmd.json', verdict: 'failed', tolerance: 1e-6, largest: 0.25, where: 'mmd, 3 codes' },
  ],
}
