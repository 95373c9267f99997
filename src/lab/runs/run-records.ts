import type { LabEvent } from '../../shared/contract'
import type { Run } from '../../shared/run'
import type { RunPatch } from '../store/runs'
import type { Store } from '../store/store'
import type { ActiveRun } from './active-run'

/** The stored runs as listeners see them: with their progress, and told after every change. */
export class RunRecords {
  /** @param active the runs in training */
  constructor(
    private readonly store: Store,
    private readonly active: ReadonlyMap<string, ActiveRun>,
    private readonly emit: (event: LabEvent) => void,
  ) {}

  /** The stored run with its progress. */
  present(run: Run): Run {
    return this.active.get(run.id)?.present(run) ?? run
  }

  change(id: string, patch: RunPatch): void {
    this.store.runs.update(id, patch)
    this.tell(id)
  }

  tell(id: string): void {
    const run = this.store.runs.get(id)
    if (run) this.emit({ type: 'run', run: this.present(run) })
  }
}
