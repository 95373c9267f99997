import type { Tensor } from 'onnxruntime-node'
import type { RowUpdates } from '../updates'

/** Where one program's variables are between its runs, and how they get their next values. */
export interface ProgramVariables {
  /** Whether the runtime writes outputs straight into arrays that it is given. */
  readonly onHost: boolean
  /** Updates that are to leave the model as the changed rows only. */
  readonly byRows: RowUpdates
  /** Before a run: whatever must be in place for `read`. */
  prepare(): Promise<void>
  /** What a run reads of a variable. */
  read(name: string): Tensor
  /** Where the runtime is to write a variable's next value; null: into a tensor of its own. @param held what `read` answered */
  target(name: string, held: Tensor): Tensor | null
  /** Takes a variable's next value, or that of some of its rows. */
  take(name: string, next: Tensor, rows: Tensor | undefined): void
}
