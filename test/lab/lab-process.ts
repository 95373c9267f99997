import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { onTestFinished } from 'vitest'
import { LabError, type LabErrorCode, type Method, type Params, type Result } from '../../src/shared/contract'
import { FAKE_IMPORTER, FAKE_WORKER } from './lab-fixture'
import type { Answer } from './lab-process-program'

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/plenum-test', String(process.pid))
let built: Promise<string> | null = null

/** Bundles the program once; beside the packages it imports. */
function program(): Promise<string> {
  built ??= build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'lab-process-program.ts'),
      outDir: FOLDER,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'lab.mjs' } },
    },
  }).then(() => join(FOLDER, 'lab.mjs'))
  return built
}

/** A lab in another process, with a fake worker: what a second window, server or command line is. */
export class LabProcess {
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>()
  private count = 0
  readonly ended: Promise<void>

  private constructor(private readonly child: ChildProcess) {
    this.waiting.set(0, Promise.withResolvers())
    child.on('message', (answer: Answer) => {
      const asked = this.waiting.get(answer.id)
      this.waiting.delete(answer.id)
      if ('error' in answer) asked?.reject(new LabError(answer.code as LabErrorCode, answer.error))
      else asked?.resolve(answer.result)
    })
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()))
  }

  static async open(home: string, { maxRuns = 2 } = {}): Promise<LabProcess> {
    const child = fork(await program(), [home, FAKE_WORKER, FAKE_IMPORTER, String(maxRuns)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const lab = new LabProcess(child)
    onTestFinished(async () => {
      if (child.connected) child.disconnect()
      await lab.ended
    })
    await lab.waiting.get(0)?.promise
    return lab
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = ++this.count
    const asked = Promise.withResolvers<unknown>()
    this.waiting.set(id, asked)
    this.child.send({ id, method, params })
    return asked.promise as Promise<Result<M>>
  }

  /** Ends it as the system does when memory runs out. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended
  }
}
