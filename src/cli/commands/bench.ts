import { benchDecode } from '../../lab/bench/decode'
import { benchEpoch } from '../../lab/bench/epoch'
import { benchEvaluate } from '../../lab/bench/evaluate'
import { benchImport } from '../../lab/bench/import'
import { benchLatent } from '../../lab/bench/latent'
import { machine } from '../../lab/bench/measure'
import { benchStep } from '../../lab/bench/step'
import { findEngine } from '../../lab/engines/registry'
import { dataFolder, Home } from '../../lab/home'
import { METHODS } from '../../lab/objectives/registry'
import { PRESET_IDS } from '../../shared/settings'
import { checkEngines } from '../arguments/engine-ids'
import { defineCommand } from '../command'
import { benchServe } from '../bench/serve'
import { benchStart } from '../bench/start'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

const KINDS = say.bench.kinds
type Kind = keyof typeof KINDS

/** Different words of the corpus that the served runs train on. */
const SERVED_VOCABULARY = 9000

/** What holds where it is not given. */
const STANDARD = { preset: 'short', steps: 15, warmup: 3, runs: 2, seconds: 30, lines: 1_000_000, threads: 0 } as const

const ENGINE = ['engine', 'threads'] as const
const MODEL = ['preset', 'objective', 'vocabulary', 'batch', 'length', ...ENGINE] as const
/** Options that each kind has a use for. */
const TAKES: Readonly<Record<Kind, readonly string[]>> = {
  step: [...MODEL, 'steps', 'warmup'],
  epoch: [...MODEL, 'sentences', 'rounds'],
  evaluate: [...MODEL, 'sentences', 'rounds'],
  decode: [...ENGINE, 'preset', 'vocabulary', 'sentences', 'rounds'],
  import: ['lines', 'rounds'],
  latent: [...ENGINE, 'sentences', 'rounds'],
  start: ['rounds'],
  serve: ['preset', 'engine', 'vocabulary', 'sentences', 'runs', 'seconds'],
}

export const benchCommand = defineCommand({
  name: 'bench',
  summary: say.bench.summary,
  positionals: { label: 'KIND', description: say.bench.positional(Object.keys(KINDS).join(', ')), min: 1, max: 1 },
  options: {
    preset: { type: 'choice', choices: PRESET_IDS, standard: STANDARD.preset, description: say.bench.options.preset },
    objective: {
      type: 'choice',
      choices: METHODS.map(({ id }) => id),
      multiple: true,
      description: say.bench.options.objective,
    },
    engine: { type: 'text', value: 'ID', multiple: true, description: say.common.engine },
    steps: { type: 'integer', min: 1, max: 100_000, standard: String(STANDARD.steps), description: say.bench.options.steps },
    warmup: { type: 'integer', min: 0, max: 100_000, standard: String(STANDARD.warmup), description: say.bench.options.warmup },
    rounds: { type: 'integer', min: 1, max: 1000, description: say.bench.options.rounds },
    sentences: {
      type: 'integer',
      min: 1,
      max: 10_000_000,
      description: say.bench.options.sentences,
    },
    runs: { type: 'integer', min: 1, max: 16, standard: String(STANDARD.runs), description: say.bench.options.runs },
    seconds: { type: 'integer', min: 1, max: 3600, standard: String(STANDARD.seconds), description: say.bench.options.seconds },
    lines: { type: 'integer', min: 100, max: 100_000_000, standard: String(STANDARD.lines), description: say.bench.options.lines },
    threads: { type: 'integer', min: 0, max: 1024, standard: String(STANDARD.threads), description: say.bench.options.threads },
    vocabulary: { type: 'integer', min: 5, max: 10_000_000, description: say.bench.options.vocabulary },
    batch: { type: 'integer', min: 2, max: 512, description: say.bench.options.batch },
    length: { type: 'integer', min: 2, max: 10_000, description: say.bench.options.length },
    json: { type: 'flag', description: say.bench.options.json },
  },
  details: [{ title: say.bench.kindsTitle, rows: Object.entries(KINDS) }],
  run: async (values, [kind], terminal) => {
    if (!isKind(kind)) throw new UsageError(say.bench.noKind(Object.keys(KINDS), kind))
    checkUse(kind, values)
    const engines = values.engine.length > 0 ? values.engine : ['onnx']
    checkEngines(engines)
    const objectives = values.objective.length > 0 ? values.objective : ['vae']
    if (kind !== 'step' && engines.length > 1) throw new UsageError(say.bench.oneEngine(kind))
    if (kind !== 'step' && objectives.length > 1) throw new UsageError(say.bench.oneObjective(kind))
    const enginesDirectory = new Home(values.home ?? dataFolder(terminal.environment)).engines
    const { preset = STANDARD.preset, steps = STANDARD.steps, warmup = STANDARD.warmup, threads = STANDARD.threads } = values
    const { runs = STANDARD.runs, seconds = STANDARD.seconds, lines = STANDARD.lines, vocabulary, batch, length } = values
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
          runs,
          seconds,
          sentences,
          vocabulary: vocabulary ?? SERVED_VOCABULARY,
        }),
    }
    const figures = await measure[kind]()
    const all = machine()
    const versions = Object.fromEntries(
      await Promise.all(engines.map(async (id) => [id, (await findEngine(id).locate(enginesDirectory)).version ?? null] as const)),
    )
    for (const each of figures) {
      const version = 'engine' in each ? { engine_version: versions[String(each.engine)] } : {}
      terminal.out(values.json ? `${JSON.stringify({ bench: kind, ...each, ...version, machine: all })}\n` : `${sentenceOf(each)}\n`)
    }
    return EXIT.done
  },
})

const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text)

/** Throws UsageError for an option that the kind would take no notice of. */
function checkUse(kind: Kind, values: Readonly<Record<string, unknown>>): void {
  const given = [...new Set(Object.values(TAKES).flat())].filter((option) => [values[option]].flat().some((value) => value !== undefined))
  const idle = given.find((option) => !TAKES[kind].includes(option))
  if (idle === undefined) return
  const takers = Object.entries(TAKES).flatMap(([taker, options]) => (options.includes(idle) ? [taker] : []))
  throw new UsageError(say.bench.belongs(idle, takers))
}

/** `field value` of every figure, in one line. */
const sentenceOf = (figures: object): string =>
  Object.entries(figures)
    .map(([key, value]) => `${key.replaceAll('_', ' ')} ${String(value)}`)
    .join(', ')
