/*
 * Plenum beside the yardstick in PyTorch: the same work, processes in turn. `npm run bench:torch -- --help`
 * Exit codes: 0 done, 1 failed, 2 a command line that makes no sense, 3 no PyTorch.
 */
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, run, say } from '../../scripts/bootstrap.mjs'
import { costsOf, median, ratiosOf } from './pairs.mjs'
import { bench, engines, findTorch, pythonOf, torch } from './programs.mjs'

const HELP = `npm run bench:torch -- [step | gap | evaluate] [options]

  step      whole training steps, Plenum and PyTorch in turn: the ratio of each pair, and their median
  gap       what the density-gap term adds to a step, in Plenum and in PyTorch, objectives in turn in one process
  evaluate  10,000 sentences with all metrics, against the reference's method

  --preset P…      short, long or tiny [short]
  --objective O…   step: vae, dg [vae dg]
  --engine E…      as "plenum engines" lists them [onnx tensorflow, where available]
  --pairs N        step, gap: pairs of processes [5]
  --steps N        timed steps a process [short, tiny: 15; long: 4]
  --sentences N    evaluate [10000]
  --batches N, --sets N   evaluate: the yardstick measures so many batches and sets of prior samples [40, 10] and extrapolates; 0: all
  --threads N      [0: each one's own choice]
  --python PATH    the interpreter that has torch; otherwise PLENUM_PYTHON, or python3
  --json           one line of JSON for each result
`
const NO_TORCH = 3

const WORDS = { preset: ['short', 'long', 'tiny'], objective: ['vae', 'dg'] }
const KINDS = ['step', 'gap', 'evaluate']
const NUMBERS = ['pairs', 'steps', 'sentences', 'batches', 'sets', 'threads']

/** The command line; throws a sentence. */
function parse(args) {
  const text = { type: 'string' }
  const several = { type: 'string', multiple: true }
  const { values, positionals } = parseArgs({
    // "--objective vae dg" as two values of one option.
    args: args.flatMap((arg, i) => (arg.startsWith('-') || i === 0 ? [arg] : follow(args, i))),
    allowPositionals: true,
    options: {
      preset: several,
      objective: several,
      engine: several,
      ...Object.fromEntries(NUMBERS.map((name) => [name, text])),
      python: text,
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const kind = positionals[0] ?? 'step'
  if (!KINDS.includes(kind) || positionals.length > 1) throw new Error(`It is one of ${KINDS.join(', ')}, not "${positionals.join(' ')}".`)
  for (const [option, words] of Object.entries(WORDS)) {
    const wrong = values[option]?.find((value) => !words.includes(value))
    if (wrong !== undefined) throw new Error(`--${option} must be one of ${words.join(', ')}, not "${wrong}".`)
  }
  const wrong = NUMBERS.find((name) => values[name] !== undefined && !/^\d+$/.test(values[name]))
  if (wrong) throw new Error(`--${wrong} must be a whole number, not "${values[wrong]}".`)
  return { ...values, kind, number: (name, standard) => Number(values[name] ?? standard) }
}

/** A value that follows another of an option that takes several gets the option's name again. */
function follow(args, i) {
  let at = i - 1
  while (at >= 0 && !args[at].startsWith('-')) at--
  const repeats = at >= 0 && at < i - 1 && ['--preset', '--objective', '--engine'].includes(args[at])
  return repeats ? [args[at], args[i]] : [args[i]]
}

/** Those of the engines asked for that are available; says why others are not. */
async function enginesOf(asked) {
  const known = await engines()
  return (asked ?? ['onnx', 'tensorflow']).filter((id) => {
    const engine = known.find((one) => one.id === id)
    if (engine?.available) return true
    say(engine ? `The engine ${id} is left out: ${engine.note}` : `There is no engine "${id}".`)
    return false
  })
}

const share = (value) => `${(100 * value).toFixed(1)} %`

/** Pairs of processes, whoever began the last one second in the next. */
async function inPairs(count, first, second) {
  const pairs = []
  for (let i = 0; i < count; i++) {
    const swapped = i % 2 === 1
    const a = await (swapped ? second : first)()
    const b = await (swapped ? first : second)()
    pairs.push(swapped ? [b, a] : [a, b])
  }
  return pairs
}

run(async () => {
  let options
  try {
    options = parse(process.argv.slice(2))
  } catch (error) {
    say(`${error.message}\n\n${HELP}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const { kind, number } = options
  const python = pythonOf(options.python)
  const found = findTorch(python)
  if (found.version === undefined) {
    say(
      `PyTorch is needed for this: ${found.reason}. Install it (pip install torch), or name a Python that has it with --python or PLENUM_PYTHON.`,
    )
    return NO_TORCH
  }
  await ensureInstalled()
  await ensureBuilt()
  const tell = (result, sentence) => process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${sentence}\n`)
  const chosen = await enginesOf(options.engine)
  const threads = ['--threads', String(number('threads', 0))]
  for (const preset of options.preset ?? ['short']) {
    const sized = ['--preset', preset, ...threads]
    const steps = ['--steps', String(number('steps', preset === 'long' ? 4 : 15)), '--warmup', preset === 'long' ? '1' : '3']
    for (const engine of chosen) {
      if (kind === 'evaluate') await evaluate(engine, preset, sized)
      else if (kind === 'gap') await gap(engine, preset, [...sized, ...steps])
      else for (const objective of options.objective ?? ['vae', 'dg']) await step(engine, preset, objective, [...sized, ...steps])
    }
  }
  return 0

  async function step(engine, preset, objective, args) {
    const both = [...args, '--objective', objective]
    const pairs = await inPairs(
      number('pairs', 5),
      async () => (await torch(python, 'torch_step.py', both))[0],
      async () => (await bench(['step', '--engine', engine, ...both]))[0],
    )
    const ratio = ratiosOf(pairs.map(([yardstick, ours]) => ({ torch: yardstick, plenum: ours })))
    const strip = ({ ms: _, ...figures }) => figures
    tell(
      { bench: 'torch step', engine, preset, objective, ...ratio, pairs: pairs.map(([a, b]) => ({ torch: strip(a), plenum: b })) },
      `${preset} ${objective} ${engine}: ${ratio.median} times PyTorch ${found.version} (${ratio.ratios.join(', ')}); ` +
        pairs.map(([a, b]) => `${b.ms_median} to ${a.ms_median} ms`).join(', '),
    )
  }

  async function gap(engine, preset, args) {
    const both = [...args, '--objective', 'vae', 'dg']
    const pairs = await inPairs(
      number('pairs', 5),
      async () => costsOf(await torch(python, 'torch_step.py', both))[0].cost,
      async () => (await bench(['step', '--engine', engine, ...both]))[1].relative - 1,
    )
    const [theirs, ours] = [0, 1].map((side) => pairs.map((pair) => Math.round(1000 * pair[side]) / 1000))
    const result = { plenum: median(ours), torch: median(theirs), pairs: pairs.map((_, i) => ({ plenum: ours[i], torch: theirs[i] })) }
    tell(
      { bench: 'torch gap', engine, preset, ...result },
      `${preset} ${engine}: the density gap adds ${share(result.plenum)} to a step (${ours.map(share).join(', ')}), ` +
        `in PyTorch ${found.version} ${share(result.torch)} (${theirs.map(share).join(', ')})`,
    )
  }

  async function evaluate(engine, preset, args) {
    const sized = [...args, '--sentences', String(number('sentences', 10_000))]
    const part = ['batches', 'sets'].flatMap((name) => {
      const most = number(name, name === 'batches' ? 40 : 10)
      return most > 0 ? [`--${name}`, String(most)] : []
    })
    const [yardstick] = await torch(python, 'torch_evaluate.py', [...sized, ...part], { largePages: true })
    const [ours] = await bench(['evaluate', '--engine', engine, ...sized])
    const ratio = Math.round((yardstick.seconds / ours.ms_median) * 1e5) / 100
    tell(
      { bench: 'torch evaluate', engine, preset, ratio, torch: yardstick, plenum: ours },
      `${preset} ${engine}: ${(ours.ms_median / 1000).toFixed(1)} s, the reference's method in PyTorch ${found.version} ${yardstick.seconds} s` +
        `${yardstick.extrapolated ? ' (extrapolated from a part)' : ''}: ${ratio} times as fast`,
    )
  }
})
