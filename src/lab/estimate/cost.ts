/** What a run takes on this machine. */
export interface Cost {
  /** Until its first step: the process, the corpus, the programs. */
  start_seconds: number
  /** Training, validation, measures and checkpoints of one epoch. */
  epoch_seconds: number
  /** The evaluation at its end. */
  evaluation_seconds: number
  /** Largest resident memory of its process. */
  memory_bytes: number
}

export const runSeconds = ({ start_seconds, epoch_seconds, evaluation_seconds }: Cost, epochs: number): number =>
  start_seconds + epochs * epoch_seconds + evaluation_seconds
