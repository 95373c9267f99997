import { fork } from 'node:child_process'
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodingSchema } from '../../src/shared/decoding'
import type { RunConfig, Series } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { textEvaluationSchema } from '../../src/shared/text-evaluation'
import { importCorpus } from '../../src/lab/corpus/importing/import'
import { checkObjective } from '../../src/lab/objectives/choice'
import { Random } from '../../src/lab/random'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from './small-disk'
import type { WorkerCommand, WorkerMessage, WorkerResult, WorkerTask } from '../../src/lab/worker-protocol'

/** The built worker: `npm test` builds before it tests. */
const WORKER = join(import.meta.dirname, '../../out/main/worker.js')
const folder = () => mkdtempSync(join(tmpdir(), 'plenum-'))

async function smallCorpus(): Promise<string> {
  const random = new Random('worker test')
  const words = Array.from({ length: 40 }, (_, i) => `word${i}`)
  const lines = Array.from({ length: 600 }, () => Array.from({ length: 3 + random.int(4) }, () => words[random.int(40)]).join(' '))
  const file = join(folder(), 'corpus.txt')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const directory = join(folder(), 'corpus')
  await importCorpus({
    source: { paths: [file] },
    name: null,
    options: {},
    directory,
    id: 'c',
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  return directory
}

const config: RunConfig = {
  corpus: 'c',
  objective: checkObjective({ id: 'dg', parameters: {}, modifiers: {} }),
  preset: 'tiny',
  settings: { ...PRESETS.tiny.settings, embedding: 8, hidden: 16, latent: 4, batch: 16, epochs: 6 },
  seed: 3,
  engine: 'onnx',
  race: null,
}

/** Runs a task in a process; `watch` may kill it. Answers all it said and how it ended. */
function perform(
  task: WorkerTask,
  watch: (message: WorkerMessage, kill: () => void, send: (command: WorkerCommand) => void) => void = () => {},
) {
  return new Promise<{ said: WorkerMessage[]; signal: string | null }>((resolve) => {
    const child = fork(WORKER, { serialization: 'advanced', stdio: 'inherit' })
    const said: WorkerMessage[] = []
    child.on('message', (message: WorkerMessage) => {
      said.push(message)
      watch(
        message,
        () => child.kill('SIGKILL'),
        (command) => child.send(command),
      )
    })
    child.on('exit', (_, signal) => resolve({ said, signal }))
    child.send({ type: 'task', run: 'r', task })
  })
}

const validation = (said: WorkerMessage[]): Series[] =>
  said.flatMap((message) => (message.type === 'points' && message.series === 'valid' ? [{ ...message.points, seconds: [] }] : []))
const evaluated = (said: WorkerMessage[]) => said.flatMap((message) => (message.type === 'evaluated' ? [message.evaluation.values] : []))

const ENGINES = process.env.PLENUM_ENGINES ?? folder()
const decoding = decodingSchema.parse({})

describe('a run in a process of its own', () => {
  it('that is killed resumes from its last epoch and reaches the numbers of an unbroken one', async () => {
    const corpusDirectory = await smallCorpus()
    const task = (): Extract<WorkerTask, { kind: 'train' }> => {
      const runDirectory = folder()
      mkdirSync(runDirectory, { recursive: true })
      return { kind: 'train', config, corpusDirectory, runDirectory, enginesDirectory: ENGINES, threads: 1, evaluate: ['test'] }
    }
    const unbroken = await perform(task())
    expect(unbroken.said.at(-1)).toMatchObject({ type: 'done', stopped: false })

    const broken = task()
    let epochs = 0
    const first = await perform(broken, (message, kill) => {
      if (message.type === 'epoch') epochs = message.epoch
      // In the middle of the third or a later epoch.
      if (epochs >= 2 && message.type === 'points' && message.series === 'batch') kill()
    })
    expect(first.signal).toBe('SIGKILL')
    const rest = await perform(broken)
    const begun = rest.said.find((message) => message.type === 'begin')!
    expect(begun.epoch).toBeGreaterThanOrEqual(2)
    expect(begun.epoch).toBeLessThan(6)
    expect(validation(rest.said)).toEqual(validation(unbroken.said).slice(begun.epoch))
    // What a lab that was killed, too, may have missed.
    expect(begun.recent.map(({ epoch, step, valid }) => [epoch, step, valid.rec])).toEqual(
      validation(unbroken.said)
        .slice(0, begun.epoch)
        .map(({ epoch, step, values }) => [epoch[0], step[0], values.rec?.[0]]),
    )
    expect(evaluated(rest.said)).toEqual(evaluated(unbroken.said))
  })

  it.skipIf(!MAY_MOUNT)(`waits while the disk is full, and reaches the same numbers (${NO_MOUNT})`, async () => {
    const corpusDirectory = await smallCorpus()
    const shared = { kind: 'train' as const, config, corpusDirectory, enginesDirectory: ENGINES, threads: 1, evaluate: ['test' as const] }
    const unbroken = await perform({ ...shared, runDirectory: folder() })
    const { folder: disk } = smallDisk(2)
    const faults: (string | undefined)[] = []
    let free: (() => void) | null = null
    const held = await perform({ ...shared, runDirectory: disk }, (message, _, send) => {
      if (message.type === 'epoch' && message.epoch === 2) free = fill(disk)
      if (message.type !== 'paused') return
      faults.push(message.fault)
      // The first time it is told to go on too early.
      if (faults.length === 2) free?.()
      else fill(disk)
      send({ type: 'resume' })
    })
    expect(faults).toEqual(['ENOSPC', 'ENOSPC'])
    expect(held.said.filter(({ type }) => type === 'resumed')).toHaveLength(2)
    expect(held.said.at(-1)).toMatchObject({ type: 'done', stopped: false })
    expect(validation(held.said)).toEqual(validation(unbroken.said))
    expect(evaluated(held.said)).toEqual(evaluated(unbroken.said))
  })

  it('stopped within its first epoch has nothing to evaluate, which is no failure', async () => {
    const task = { config, corpusDirectory: await smallCorpus(), runDirectory: folder(), enginesDirectory: ENGINES, threads: 1 }
    const { said } = await perform({ kind: 'train', ...task, evaluate: ['test'] }, (message, _, send) => {
      if (message.type === 'begin') send({ type: 'stop' })
    })
    expect(said.at(-1)).toMatchObject({ type: 'done', stopped: true })
    expect(evaluated(said)).toEqual([])
  })

  it('stopped later keeps and evaluates its best checkpoint', async () => {
    const task = { config, corpusDirectory: await smallCorpus(), runDirectory: folder(), enginesDirectory: ENGINES, threads: 1 }
    const { said } = await perform({ kind: 'train', ...task, evaluate: ['test'] }, (message, _, send) => {
      if (message.type === 'epoch' && message.epoch === 2) send({ type: 'stop' })
    })
    const epochs = said.flatMap((message) => (message.type === 'epoch' ? [message] : []))
    expect(epochs.length).toBeLessThan(6)
    expect(said.findLast(({ type }) => type === 'evaluated')).toMatchObject({
      evaluation: { split: 'test', epoch: epochs.at(-1)?.best_epoch },
    })
    expect(said.at(-1)).toMatchObject({ type: 'done', stopped: true })
  })

  it('decodes and draws what it trained', async () => {
    const corpusDirectory = await smallCorpus()
    const shared = {
      config: { ...config, settings: { ...config.settings, epochs: 1 } },
      corpusDirectory,
      runDirectory: folder(),
      enginesDirectory: ENGINES,
      threads: 1,
    }
    await perform({ kind: 'train', ...shared, evaluate: [] })
    const result = async (task: WorkerTask) => {
      const last = (await perform(task)).said.at(-1)!
      return last.type === 'done' ? last.result : last
    }
    const sampled = await result({ kind: 'sample', ...shared, count: 5, seed: 1, decoding })
    expect(sampled).toMatchObject({ kind: 'sample', sentences: { length: 5 } })
    expect(await result({ kind: 'sample', ...shared, count: 5, seed: 1, decoding })).toEqual(sampled)
    const pairs = await result({ kind: 'reconstruct', ...shared, split: 'test', offset: 2, count: 3, decoding })
    expect(pairs).toMatchObject({ kind: 'reconstruct', pairs: [{ label: null, source: expect.stringMatching(/^word/) }, {}, {}] })
    // Words that the corpus does not know are compared as the model reads them.
    const between = await result({
      kind: 'interpolate',
      ...shared,
      from: 'word1 word2 Unheard',
      to: '  word3\tunheard-of ',
      points: 5,
      path: 'circle',
      decoding,
    })
    expect(between).toMatchObject({ kind: 'interpolate', interpolation: { path: 'circle', unknown: ['Unheard', 'unheard-of'] } })
    const { points } = (between as Extract<WorkerResult, { kind: 'interpolate' }>).interpolation
    expect(points.map(({ t }) => t)).toEqual([0, 0.25, 0.5, 0.75, 1])
    for (const { sentence, rouge_first } of points) expect(rouge_first > 0).toBe(/word[12]\b|<unk>/.test(sentence))
    const figure = await result({ kind: 'figure', ...shared, split: 'test', pair: 'max', size: 50, extent: 5 })
    expect(figure).toMatchObject({ kind: 'figure', column: { size: 50, extent: 5, labels: [] } })
  })

  it('evaluates with intervals, and decodes where it is asked to', async () => {
    const corpusDirectory = await smallCorpus()
    const shared = {
      config: { ...config, settings: { ...config.settings, epochs: 1 } },
      corpusDirectory,
      runDirectory: folder(),
      enginesDirectory: ENGINES,
      threads: 1,
    }
    await perform({ kind: 'train', ...shared, evaluate: [] })
    const evaluate = async (text: boolean) => {
      const { said } = await perform({ kind: 'evaluate', ...shared, split: 'test', text })
      expect(said.at(-1)).toMatchObject({ type: 'done' })
      const shares = said.flatMap((message) => (message.type === 'progress' ? [message.share] : []))
      expect([...shares].sort((a, b) => a - b)).toEqual(shares)
      return said.flatMap((message) => (message.type === 'evaluated' ? [message.evaluation] : []))[0]
    }
    const [plain, decoded] = [await evaluate(false), await evaluate(true)]
    expect(plain).toMatchObject({
      text: null,
      intervals: { rec: [expect.any(Number), expect.any(Number)], cu_03: [expect.any(Number), expect.any(Number)] },
    })
    expect(textEvaluationSchema.parse(decoded.text)).toEqual(decoded.text)
    expect({ ...decoded, seconds: 0, text: null }).toEqual({ ...plain, seconds: 0 })
  })

  it('says in a sentence what is missing', async () => {
    const corpusDirectory = await smallCorpus()
    const { said } = await perform({
      kind: 'sample',
      config,
      corpusDirectory,
      runDirectory: folder(),
      enginesDirectory: ENGINES,
      threads: 1,
      count: 1,
      seed: 1,
      decoding,
    })
    expect(said.at(-1)).toEqual({ type: 'failed', message: 'The run has no checkpoint yet: it has not finished an epoch.' })
  })
})
