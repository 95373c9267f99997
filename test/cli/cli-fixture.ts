import { onTestFinished } from 'vitest'
import { Lab } from '../../src/lab/lab'
import { main } from '../../src/cli/main'
import type { Interrupt, Terminal } from '../../src/cli/terminal'
import { FAKE_IMPORTER, FAKE_WORKER } from '../lab/lab-fixture'

/** A command line over a fake worker: what it wrote, and a way to press Ctrl-C. */
export class TestCli {
  out = ''
  err = ''
  /** What stdin holds. */
  input = ''
  private readonly listeners = new Set<(signal: Interrupt) => void>()

  constructor(readonly home: string) {}

  async run(...args: string[]): Promise<number> {
    this.out = ''
    this.err = ''
    return main(args, this.terminal())
  }

  interrupt(signal: Interrupt = 'SIGINT'): void {
    for (const listener of this.listeners) listener(signal)
  }

  private terminal(): Terminal {
    const engine = { id: 'onnx', title: 'Fake', version: '1', device: 'CPU', available: true, note: null }
    return {
      out: (text) => void (this.out += text),
      err: (text) => void (this.err += text),
      input: async () => this.input,
      interactive: false,
      columns: () => 100,
      rows: () => 24,
      width: () => 100,
      environment: { PLENUM_HOME: this.home },
      openLab: async (options) => {
        const lab = await Lab.open({ ...options, workerPath: FAKE_WORKER, importerPath: FAKE_IMPORTER, engines: async () => [engine] })
        onTestFinished(() => lab.close())
        return lab
      },
      onInterrupt: (listener) => {
        this.listeners.add(listener)
        return () => void this.listeners.delete(listener)
      },
    }
  }
}
