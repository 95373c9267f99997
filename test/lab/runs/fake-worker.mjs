// Speaks the worker's protocol without training: four steps an epoch, a few ms each, state in the head of `last.safetensors` in the run's folder.
// The seed chooses how it goes: 1 dies by SIGKILL in epoch 2 the first time, 2 exits with code 3, 3 says it failed, 4 never ends an epoch,
// 30 hangs in epoch 2 the first time, 5 measures NaN, 6 floods points, 7 keeps large checkpoints, 8 goes slowly, 20 is collapsed for four
// epochs, 40 waits after its first epoch until it is paused or stopped the first time.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const STEPS = 4
/** Bytes. */
const LARGE = 2 ** 20
const say = (message) => process.connected && process.send(message)
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
let paused = false
let stopped = false
let heard = false
let go = null
process.on('disconnect', () => process.exit(0))
process.on('message', (command) => {
  if (command.type === 'task') void work(command)
  if (command.type === 'pause' || command.type === 'stop') heard = true
  if (command.type === 'pause') paused = true
  if (command.type === 'resume') paused = false
  // At a meeting it says so itself; elsewhere before its next step.
  if (go) tell()
  if (command.type === 'stop') stopped = true
  if (command.type === 'go' || command.type === 'stop') go?.()
})

async function work({ task }) {
  mkdirSync(task.runDirectory, { recursive: true })
  if (task.kind === 'train') return train(task)
  if (task.kind === 'probe') return probe(task)
  if (task.config.seed === 2) crash('Error: the graph is too large')
  if (task.kind === 'evaluate') {
    say({ type: 'progress', phase: 'evaluating', share: 0.5, seconds_left: 1, throughput: null, memory: 1e8, step: 0 })
    say({ type: 'evaluated', evaluation: { ...evaluation(task.split, 1), text: task.text ? TEXT : null } })
    return leave({ type: 'done', stopped: false, message: null, result: null })
  }
  if (task.kind === 'sample')
    return leave({
      type: 'done',
      stopped: false,
      message: null,
      result: { kind: 'sample', sentences: Array(task.count).fill(`seed ${task.seed}`) },
    })
  if (task.kind === 'reconstruct') {
    const pairs = task.sentences
      ? task.sentences.map((source) => ({
          label: null,
          source,
          decoded: `${task.decoding.method} ${task.decoding.seed}`,
          unknown: unknown(source),
        }))
      : Array.from({ length: task.count }, (_, i) => ({ label: null, source: `sentence ${task.offset + i}`, decoded: 'x' }))
    return leave({ type: 'done', stopped: false, message: null, result: { kind: 'reconstruct', pairs } })
  }
  if (task.kind === 'interpolate') {
    const { from, to, path, decoding } = task
    const points = Array.from({ length: task.points }, (_, i) => {
      const t = i / (task.points - 1)
      return { t, sentence: t < 0.5 ? from : to, rouge_first: 1 - t, rouge_second: t }
    })
    const words = [...unknown(from), ...unknown(to)]
    points[0].sentence = `${from} ${JSON.stringify(decoding)}`
    return leave({
      type: 'done',
      stopped: false,
      message: null,
      result: { kind: 'interpolate', interpolation: { path, points, unknown: words } },
    })
  }
  const drawn = join(task.runDirectory, 'drawn')
  writeFileSync(drawn, String((existsSync(drawn) ? Number(readFileSync(drawn, 'utf8')) : 0) + 1))
  const { split, size, extent } = task
  leave({
    type: 'done',
    stopped: false,
    message: null,
    result: { kind: 'figure', column: { split, dimensions: [0, 1], size, extent, density: '', centres: '', labels: [] } },
  })
}

async function train({ config, runDirectory, threads, evaluate }) {
  const path = join(runDirectory, 'last.safetensors')
  const resumed = existsSync(path)
  let { epoch, step } = resumed ? readState(path) : { epoch: 0, step: 0 }
  say({
    type: 'begin',
    epoch,
    step,
    engine_note: `fake, ${threads} threads`,
    best_epoch: epoch || null,
    latest: epoch > 0 ? { rec: 90 - epoch } : {},
    recent: Array.from({ length: epoch }, (_, i) => ({
      epoch: i + 1,
      step: (i + 1) * STEPS,
      seconds: ((i + 1) * STEPS) / 100,
      train: { loss: 100 },
      valid: { rec: 89 - i },
    })),
  })
  if (config.seed === 3) return leave({ type: 'failed', message: 'There is no disk left.' })
  if (config.seed === 9) return leave({ type: 'failed', message: 'The loss stopped being a number at step 7.', diverged: true })
  for (; epoch < config.settings.epochs && !stopped;) {
    for (let i = 1; i <= STEPS && !stopped; i++) {
      if (config.race !== null) {
        await meet(step + i - 1)
        appendFileSync(join(runDirectory, '..', 'race.log'), `${runDirectory} ${step + i}\n`)
      }
      while (config.seed === 40 && epoch === 1 && !heard && !resumed) await rest(2)
      if (paused) {
        say({ type: 'paused' })
        while (paused && !stopped) await rest(2)
        if (!stopped) say({ type: 'resumed' })
      }
      await rest(config.seed === 4 || config.seed === 8 || config.seed === 20 ? 20 : 3)
      if (config.seed === 4) i = 1
      if (config.seed === 1 && epoch === 1 && i === 3 && !resumed) process.kill(process.pid, 'SIGKILL')
      if (config.seed === 30 && epoch === 1 && i === 3 && !resumed) process.kill(process.pid, 'SIGSTOP')
      if (config.seed === 2 && epoch === 0 && i === 2) crash('Error: the graph is too large')
      say({
        type: 'points',
        series: 'batch',
        points: point(step + i, epoch + i / STEPS, { loss: config.seed === 5 ? NaN : 100 - step - i, kl: 1 }),
      })
      for (let n = 0; config.seed === 6 && n < 200; n++)
        say({ type: 'points', series: 'batch', points: point(step + i + n / 1000, epoch + i / STEPS, { loss: n }) })
      say({
        type: 'progress',
        phase: 'training',
        share: i / STEPS,
        seconds_left: 1,
        throughput: { sentences: 32, tokens: 320 },
        memory: 1e8,
        step: step + i,
      })
    }
    if (stopped) break
    epoch++
    step += STEPS
    await keep(() => writeState(path, { epoch, step, decays: config.settings.max_decays === 0 ? 1 : 0 }, config.seed === 7 ? LARGE : 0))
    say({
      type: 'points',
      series: 'valid',
      points: point(step, epoch, { rec: 90 - epoch, kl: config.seed === 5 ? Infinity : 1, ...(config.seed === 20 && sleeper(epoch)) }),
    })
    say({ type: 'epoch', epoch, step, best_epoch: epoch, latest: { rec: 90 - epoch, au: 3 } })
  }
  if (config.race !== null) await meet(Infinity)
  if (epoch > 0) for (const split of evaluate) say({ type: 'evaluated', evaluation: evaluation(split, epoch) })
  leave({ type: 'done', stopped, message: null, result: null })
}

async function meet(step) {
  const met = new Promise((resolve) => (go = resolve))
  say({ type: 'meet', step })
  tell()
  await met
  go = null
  while (paused && !stopped) await rest(2)
  if (!stopped) tell()
}

let told = false
function tell() {
  if (paused === told) return
  told = paused
  say({ type: told ? 'paused' : 'resumed' })
}

const point = (step, epoch, values) => ({
  step: [step],
  epoch: [epoch],
  seconds: [step / 100],
  values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, [value]])),
})
/** Asleep for four epochs, as a δ-VAE: a KL that carries nothing. Then every unit wakes. */
const sleeper = (epoch) =>
  epoch <= 4
    ? { loss: 50, kl: 4.8, mi: 0.01, mi_ceiling: 7.6, au: 0, cu_03: 8, joint_kl: 0.1 }
    : { loss: 49, kl: 4.8, mi: 3, mi_ceiling: 7.6, au: 8, cu_03: 8, joint_kl: 0.1 }
/** Words that begin with z are strange to the corpus. */
const unknown = (sentence) => sentence.split(' ').filter((word) => word.startsWith('z'))
const about = (value) => ({ value, low: value - 1, high: value + 1 })
const overlap = { precision: about(50), recall: about(40), f: about(45) }
const TEXT = {
  interpolation: {
    path: 'line',
    pairs: 5,
    points: [0, 1].map((t) => ({ t, rouge_first: overlap, rouge_second: overlap, rouge_both: overlap })),
    bleu: [about(80), about(70), about(60), about(50)],
    self_bleu: [about(80), about(70), about(60), about(50)],
    distinct: [about(20), about(30), about(40), about(50)],
  },
  prior_samples: { sentences: 10, pieces: 2, bleu: [overlap, overlap, overlap, overlap] },
}
const evaluation = (split, epoch) => ({
  split,
  epoch,
  sentences: 10,
  seconds: 0.5,
  values: { prior_ll: -40.1, kl: NaN, au: 3 },
  intervals: { prior_ll: [-41, -39] },
  text: null,
})

/** Each choice is a second an epoch slower than the one before; seed 2 crashes, seed 4 takes its time. */
async function probe({ choices, config, runDirectory }) {
  appendFileSync(join(runDirectory, 'probes.log'), `${choices.map(({ id }) => id).join(' ')}\n`)
  if (config.seed === 2) crash('Error: the graph is too large')
  if (config.seed === 4) await rest(5000)
  const costs = choices.map((_, i) => ({ start_seconds: 1, epoch_seconds: 10 + i, evaluation_seconds: 5, memory_bytes: 2 ** 28 }))
  leave({ type: 'done', stopped: false, message: null, result: { kind: 'probe', costs } })
}

/** A safetensors file without tensors: eight bytes of length, then the head; written beside and renamed, as the real one. */
function writeState(path, state, ballast) {
  const head = Buffer.from(JSON.stringify({ __metadata__: { format: 'plenum 1', state: JSON.stringify(state) } }))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(head.length))
  try {
    writeFileSync(`${path}.part`, Buffer.concat([length, head, Buffer.alloc(ballast)]))
    renameSync(`${path}.part`, path)
  } catch (error) {
    rmSync(`${path}.part`, { force: true })
    throw error
  }
}

/** As the real worker's control: a failed write pauses, and is tried again when told to resume. */
async function keep(write) {
  for (;;) {
    try {
      return write()
    } catch (error) {
      paused = true
      say({ type: 'paused', fault: error.code })
      while (paused && !stopped) await rest(2)
      if (stopped) return
      say({ type: 'resumed' })
    }
  }
}

function readState(path) {
  const bytes = readFileSync(path)
  const head = bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE()))
  return JSON.parse(JSON.parse(head).__metadata__.state)
}

function leave(message) {
  process.send(message, () => process.disconnect())
}

function crash(sentence) {
  process.stderr.write(`${sentence}\n    at train (worker.js:1:1)\n\nNode.js v24\n`)
  process.exit(3)
}
