/** Seconds of training whose mean is told as the present speed. */
const WINDOW = 60
/** What validating a position takes beside training on it, until it has been measured. */
const PASS_SHARE = 0.35

/** As long as a run has had no more batches, the earlier half of them is left out: they wait for what the engine prepares at first. */
const SETTLING = 20

/** Training sentences, and tokens predicted in them, a second. */
export interface Throughput {
  sentences: number
  tokens: number
}

/** Positions × sentences, what time mostly grows with. */
export interface Work {
  /** Of the validation split. */
  validation: number
  /** Of the passes through the model that follow training, for its evaluation. */
  afterwards: number
}

interface Mark {
  seconds: number
  cells: number
  sentences: number
  tokens: number
}

/** How fast a run trains, and how long it will yet take, from its first batches on. */
export class Pace {
  private readonly marks: Mark[] = [{ seconds: 0, cells: 0, sentences: 0, tokens: 0 }]
  private batches = 0
  /** Seconds of the last end of an epoch: validation, measures, checkpoints. */
  private ending: number | null = null
  /** Seconds of a position in the last validation. */
  private pass: number | null = null

  /** Work of the present epoch's batches, and about that of those to come. */
  private epoch = 0

  constructor(private readonly work: Work) {}

  /** An epoch begins, of so many positions × sentences. */
  begin(cells: number): void {
    this.epoch = cells
  }

  /** A batch was trained on in so many seconds. */
  add(seconds: number, cells: number, sentences: number, tokens: number): void {
    const last = this.marks[this.marks.length - 1]
    const now = {
      seconds: last.seconds + seconds,
      cells: last.cells + cells,
      sentences: last.sentences + sentences,
      tokens: last.tokens + tokens,
    }
    this.marks.push(now)
    if (++this.batches <= SETTLING && this.batches % 2 === 0 && this.marks.length > 2) this.marks.shift()
    while (this.marks.length > 2 && now.seconds - this.marks[1].seconds >= WINDOW) this.marks.shift()
  }

  /** The split was validated in so many seconds, and the epoch ended in so many, these included. */
  ended(validation: number, ending: number): void {
    this.pass = this.work.validation > 0 ? validation / this.work.validation : null
    this.ending = ending
  }

  /** Over the last minute of training; null before the first batch. */
  get throughput(): Throughput | null {
    const { seconds, sentences, tokens } = this.recent
    return seconds > 0 ? { sentences: sentences / seconds, tokens: tokens / seconds } : null
  }

  /**
   * Seconds until all is done, the evaluation included; null before the first batch.
   * @param cells of the present epoch that have yet to be trained on
   * @param epochs that have yet to end, the present one included
   */
  left(cells: number, epochs: number): number | null {
    const { seconds, cells: trained } = this.recent
    if (seconds === 0) return null
    const rate = seconds / trained
    const pass = this.pass ?? PASS_SHARE * rate
    const ending = this.ending ?? pass * this.work.validation
    return rate * (cells + Math.max(0, epochs - 1) * this.epoch) + epochs * ending + pass * this.work.afterwards
  }

  private get recent(): Mark {
    const first = this.marks[0]
    const last = this.marks[this.marks.length - 1]
    return {
      seconds: last.seconds - first.seconds,
      cells: last.cells - first.cells,
      sentences: last.sentences - first.sentences,
      tokens: last.tokens - first.tokens,
    }
  }
}
