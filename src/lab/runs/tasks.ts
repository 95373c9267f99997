import { LabError } from '../../shared/contract'
import type { WorkerCommand, WorkerMessage, WorkerResult, WorkerTask } from '../worker-protocol'
import { say } from '../../texts/lab'
import { ChildProgram } from './child-program'
import { endSentence } from './end-sentence'
import { cores } from './limits'

export interface TaskOptions {
  /** Ends the task's process; the promise then rejects with LabError `refused`. */
  signal?: AbortSignal
  onMessage?: (message: WorkerMessage) => void
}

/** Short works on a trained run (evaluation, figure, decoding), each in a process of its own, a few at a time. */
export class Tasks {
  private readonly running = new Map<ChildProgram<WorkerCommand, WorkerMessage>, string>()
  private readonly waiting: (() => void)[] = []
  private taken = 0
  /** Those ended because their run is deleted. */
  private readonly dropped = new WeakSet<ChildProgram<WorkerCommand, WorkerMessage>>()
  private closed = false

  constructor(
    private readonly workerPath: string,
    private readonly parallel = Math.max(1, Math.floor(cores() / 2)),
  ) {}

  /** Does a task of a run; throws LabError `failed` with the worker's sentence, or with the reason its process ended. */
  async run(run: string, task: WorkerTask, { signal, onMessage }: TaskOptions = {}): Promise<WorkerResult | null> {
    await this.place()
    try {
      signal?.throwIfAborted()
      if (this.closed) throw new LabError('refused', say.runs.closing)
      return await this.fork(run, task, signal, onMessage)
    } finally {
      this.taken--
      this.waiting.shift()?.()
    }
  }

  /** Ends the tasks of a run, before it is deleted. */
  async end(run: string): Promise<void> {
    const programs = [...this.running].filter(([, owner]) => owner === run).map(([program]) => program)
    for (const program of programs) {
      this.dropped.add(program)
      program.kill()
    }
    await Promise.all(programs.map((program) => program.ended))
  }

  async close(): Promise<void> {
    this.closed = true
    for (const program of this.running.keys()) program.kill()
    await Promise.all([...this.running.keys()].map((program) => program.ended))
  }

  private async place(): Promise<void> {
    while (this.taken >= this.parallel) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.taken++
  }

  private async fork(
    run: string,
    task: WorkerTask,
    signal?: AbortSignal,
    onMessage?: (message: WorkerMessage) => void,
  ): Promise<WorkerResult | null> {
    let last: Extract<WorkerMessage, { type: 'done' | 'failed' }> | null = null
    const program = new ChildProgram<WorkerCommand, WorkerMessage>(this.workerPath, (message) => {
      if (message.type === 'done' || message.type === 'failed') last = message
      else onMessage?.(message)
    })
    const kill = () => program.kill()
    signal?.addEventListener('abort', kill)
    this.running.set(program, run)
    program.send({ type: 'task', run, task })
    const end = await program.ended
    signal?.removeEventListener('abort', kill)
    this.running.delete(program)
    const said = last as Extract<WorkerMessage, { type: 'done' | 'failed' }> | null
    if (said?.type === 'done') return said.result
    if (said) throw new LabError('failed', said.message)
    if (this.dropped.has(program)) throw new LabError('refused', say.runs.deletedMeanwhile)
    if (signal?.aborted || this.closed) throw new LabError('refused', say.runs.cancelled)
    throw new LabError('failed', endSentence(say.runs.processes[task.kind], end))
  }
}
