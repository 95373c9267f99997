import { benchDecode } from '../../lab/bench/decode'
import { benchEpoch } from '../../lab/bench/epoch'
import { benchEvaluate } from '../../lab/bench/evaluate'
import { benchImport } from '../../lab/bench/import'
import { benchLatent } from '../../lab/bench/latent'
import { machine } from '../../lab/bench/measure'
import { benchStep } from '../../lab/bench/step'
import { ENGINES } from '../../lab/engines/registry'
import { dataFolder, Home } from '../../lab/home'
import { METHODS } from '../../lab/objectives/registry'
import { PRESET_IDS } from '../../shared/settings'
import { defineCommand } from '../command'
import { benchServe } from '../bench/serve'
import { benchStart } from '../bench/start'
import { table } from '../table'
import { EXIT } from '../terminal'
import { listOf, UsageError } from '../usage'

const KINDS = {
  step: 'whole training steps on random sentences of one length; several engines and objectives are timed in turn, step by step',
  epoch: 'epochs of the trainer over sentences of mixed lengths, against as many steps alone, and their validation',
  evaluate: 'the evaluation of a split with every metric and interval',
  decode: 'decoding from the prior, greedily and by a beam of 5, with an untrained model (100 tokens a sentence)',
  import: 'the import of a text file of lines of ten words',
  latent: 'the aggregated density of two dimensions on a grid',
  start: 'the start of the lab server, to the first frame of its window where a browser is installed, and to an idle lab',
  serve: 'the answers of the lab server while runs train on all cores, and at rest',
} as const
type Kind = keyof typeof KINDS

/** Different words of the corpus that the served runs train on. */
const SERVED_VOCABULARY = 9000

export const benchCommand = defineCommand({
  name: 'bench',
  summary: 'Time what Plenum does, each kind in this one process',
  positionals: { label: 'KIND', description: `One of ${Object.keys(KINDS).join(', ')}`, min: 1, max: 1 },
  options: {
    preset: { type: 'choice', choices: PRESET_IDS, default: 'short', description: 'Shape of the model' },
    objective: {
      type: 'choice',
      choices: METHODS.map(({ id }) => id),
      multiple: true,
      description: 'Objective; step takes several, timed in turn; without it vae',
    },
    engine: { type: 'text', value: 'ID', multiple: true, description: 'Engine, as "plenum engines" lists them; without it onnx' },
    steps: { type: 'integer', min: 1, max: 100_000, default: 15, description: 'step: timed steps' },
    warmup: { type: 'integer', min: 0, max: 100_000, default: 3, description: 'step: steps before them' },
    rounds: { type: 'integer', min: 1, max: 1000, description: 'Times it is done, except step [evaluate, import: 1; otherwise 3]' },
    sentences: {
      type: 'integer',
      min: 1,
      max: 10_000_000,
      description: 'epoch: sentences [3000]; evaluate, serve [10000]; decode [64]; latent: posteriors [10000]',
    },
    runs: { type: 'integer', min: 1, max: 16, default: 2, description: 'serve: runs in training' },
    seconds: { type: 'integer', min: 1, max: 3600, default: 30, description: 'serve: seconds of each measurement' },
    lines: { type: 'integer', min: 100, max: 100_000_000, default: 1_000_000, description: 'import: lines' },
    threads: { type: 'integer', min: 0, max: 1024, default: 0, description: "Threads; 0: the engine's own choice" },
    vocabulary: { type: 'integer', min: 5, max: 10_000_000, description: 'Words with the four special symbols' },
    batch: { type: 'integer', min: 2, max: 512, description: 'Sentences a batch' },
    length: { type: 'integer', min: 2, max: 10_000, description: 'Predicted tokens a sentence' },
    json: { type: 'flag', description: 'Print one line of JSON on stdout, with the machine and the versions' },
  },
  details: ['Kinds:', table(Object.entries(KINDS).map(([kind, description]) => [`  ${kind}`, description]))].join('\n'),
  run: async (values, [kind], terminal) => {
    if (!isKind(kind)) throw new UsageError(`"plenum bench" times ${listOf(Object.keys(KINDS))}, not "${kind}".`)
    const engines = values.engine.length > 0 ? values.engine : ['onnx']
    const unknown = engines.find((id) => !ENGINES.some((entry) => entry.id === id))
    if (unknown !== undefined) throw new UsageError(`--engine must be one of ${ENGINES.map(({ id }) => id).join(', ')}, not "${unknown}".`)
    const objectives = values.objective.length > 0 ? values.objective : ['vae']
    if (kind !== 'step' && engines.length > 1) throw new UsageError(`"plenum bench ${kind}" times one engine at a time.`)
    if (kind !== 'step' && objectives.length > 1) throw new UsageError(`"plenum bench ${kind}" times one objective at a time.`)
    const enginesDirectory = new Home(values.home ?? dataFolder(terminal.environment)).engines
    const { preset, steps, warmup, threads, vocabulary, batch, length, lines } = values
    const shape = { vocabulary, batch, length }
    const sentences = values.sentences ?? { decode: 64, epoch: 3000 }[kind as string] ?? 10_000
    const rounds = values.rounds ?? (kind === 'evaluate' || kind === 'import' ? 1 : 3)
    const common = { preset, objective: objectives[0], engine: engines[0], enginesDirectory, threads, rounds, sentences, ...shape }
    const measure: Record<Kind, () => Promise<object[]>> = {
      step: () => benchStep({ preset, objectives, engines, enginesDirectory, steps, warmup, threads, ...shape }),
      epoch: async () => [await benchEpoch(common)],
      evaluate: async () => [await benchEvaluate(common)],
      decode: () => benchDecode(common),
      import: async () => [await benchImport({ lines, rounds })],
      latent: async () => [await benchLatent({ ...common, size: 500, posteriors: sentences })],
      start: () => benchStart(rounds),
      serve: () =>
        benchServe({
          preset,
          engine: engines[0],
          runs: values.runs,
          seconds: values.seconds,
          sentences,
          vocabulary: vocabulary ?? SERVED_VOCABULARY,
        }),
    }
    const figures = await measure[kind]()
    const all = machine()
    for (const each of figures)
      terminal.out(values.json ? `${JSON.stringify({ bench: kind, ...each, machine: all })}\n` : `${sentenceOf(each)}\n`)
    return EXIT.done
  },
})

const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text)

/** `field value` of every figure, in one line. */
const sentenceOf = (figures: object): string =>
  Object.entries(figures)
    .map(([key, value]) => `${key.replaceAll('_', ' ')} ${String(value)}`)
    .join(', ')
