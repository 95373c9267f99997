import { setTimeout } from 'node:timers/promises'
import type { Run } from '../../shared/run'
import type { Store } from '../store/store'
import type { Wish } from '../store/wishes'
import { say } from '../../texts/lab'
import { isAlive, pidOf } from '../process-identity'
import { refusal } from './refusal'

/** Milliseconds after which a wish that nobody granted is forgotten: whoever left it has long looked again. */
const WISH_LASTS = 30_000
/** An owner that is well looks every second; after so many milliseconds it hangs. */
const PATIENCE = 8000
const LOOK = 50

type OwnedRun = ReturnType<Store['runs']['owned']>[number]

/** Whose a run is, of the processes that share the data folder: only its owner changes a run that is queued or trains. */
export class Owners {
  /** @param identity of this process, as the store knows it */
  constructor(
    private readonly store: Store,
    private readonly identity: string,
    private readonly patience = PATIENCE,
  ) {}

  /** Whether another process queues or trains a run. */
  isForeign(run: Run): boolean {
    const { owner } = this.store.runs.details(run.id)
    return owner !== null && owner !== this.identity
  }

  /** Throws LabError `refused` for a run that another process queues or trains. */
  refuseForeign(run: Run): void {
    const { owner } = this.store.runs.details(run.id)
    if (owner !== null && owner !== this.identity) throw refusal(run, say.runs.foreign(pidOf(owner)))
  }

  /** Makes a resting run ours; throws LabError `refused` where another process was faster. */
  claim(run: Run): void {
    if (!this.store.runs.claim(run, this.identity)) throw refusal(run, say.runs.taken)
  }

  /** Runs of these states that go with a run: it alone, or the members of its race that are ours. */
  fellows(run: Run, states: readonly Run['state'][]): Run[] {
    const { race } = run.config
    if (race === null) return states.includes(run.state) ? [run] : []
    return this.store.runs.ofRace(race).filter((member) => states.includes(member.state) && !this.isForeign(member))
  }

  /** Runs that are ours: queued, in training or paused. */
  own(): OwnedRun[] {
    return this.store.runs.owned().filter(({ owner }) => owner === this.identity)
  }

  /** Runs in such a state that are not ours. */
  others(): OwnedRun[] {
    return this.store.runs.owned().filter(({ owner }) => owner !== this.identity)
  }

  /** Whether a run's owner (of `others`) has ended without leaving it. */
  async isAbandoned({ owner }: { owner: string | null }): Promise<boolean> {
    return owner === null || !(await isAlive(owner))
  }

  /** Whether a run's owner is still this one. */
  isOf(id: string, owner: string | null): boolean {
    return this.store.runs.details(id).owner === owner
  }

  /** Leaves to a run's owner what it is to do with it. */
  ask(run: Run, wish: Wish): void {
    this.store.wishes.leave(run.id, wish, Date.now())
  }

  /**
   * Resolves once a run's owner has taken what was asked of it, at once where nothing is; or when the owner has ended. Throws LabError
   * `refused` where it lives and does not answer; what was asked is then taken back.
   */
  async answered(run: Run): Promise<void> {
    for (let waited = 0; this.store.wishes.waits(run.id); waited += LOOK) {
      if (waited >= this.patience) return this.giveUp(run)
      await setTimeout(LOOK)
    }
  }

  private async giveUp(run: Run): Promise<void> {
    this.store.wishes.withdraw(run.id)
    const { owner } = this.store.runs.details(run.id)
    if (owner !== null && (await isAlive(owner))) throw refusal(run, say.runs.ownerHangs(pidOf(owner)))
  }

  /** Takes what other processes asked of our runs lately. */
  asked(): { id: string; wish: Wish }[] {
    return this.store.wishes.take(this.identity, Date.now() - WISH_LASTS)
  }
}
