import { LabError, type Params, type Result } from '../shared/contract'
import type { Decoding } from '../shared/decoding'
import { say } from '../texts/terminal'
import { LiveLines } from './text/live-lines'
import type { Session } from './session'
import { table } from './text/table'
import type { Terminal } from './terminal'

interface Asked {
  session: Session
  terminal: Terminal
  /** Run id. */
  id: string
  decoding: Partial<Decoding>
  json: boolean
}

/** Sentences in one request. */
const TOGETHER = 1000
/** Unknown words named; of more their number. */
const NAMED = 20

/** Prints what lies between two sentences, with ROUGE-L F against both. */
export async function interpolate(
  { session, terminal, id, decoding, json }: Asked,
  ends: Omit<Params<'runs.interpolate'>, 'id' | 'decoding'>,
): Promise<void> {
  const between = await session.ask('runs.interpolate', { id, decoding, ...ends })
  nameUnknown(between.unknown, terminal)
  const rows = between.points.map(({ t, rouge_first, rouge_second, sentence }) => [
    t.toFixed(2),
    rouge_first.toFixed(3),
    rouge_second.toFixed(3),
    shown(sentence),
  ])
  terminal.out(json ? `${JSON.stringify(between, null, 2)}\n` : `${table([[...say.tables.interpolation.heads], ...rows], [0, 1, 2])}\n`)
}

/** Prints sentences decoded from the prior, one a line. */
export async function sample({ session, terminal, id, decoding, json }: Asked, count: number): Promise<void> {
  const sentences = await inPieces(count, terminal, (from, to, piece) => {
    const seed = seedOf(decoding, piece)
    return session.ask('runs.sample', { id, count: to - from, seed, decoding: { ...decoding, seed } })
  })
  terminal.out(json ? `${JSON.stringify(sentences, null, 2)}\n` : sentences.map((sentence) => `${sentence}\n`).join(''))
}

/** Prints each line with what the decoder makes of its posterior mean. */
export async function reconstruct({ session, terminal, id, decoding, json }: Asked, lines: readonly string[]): Promise<void> {
  const pairs = await inPieces(lines.length, terminal, (from, to, piece) =>
    session
      .ask('runs.reconstruct', { id, sentences: lines.slice(from, to), decoding: { ...decoding, seed: seedOf(decoding, piece) } })
      .catch((error: unknown) => {
        // The lab counts within a piece.
        if (error instanceof LabError && from > 0) throw new LabError(error.code, say.progress.after(from, error.message))
        throw error
      }),
  )
  nameUnknown([...new Set(pairs.flatMap(({ unknown = [] }) => unknown))], terminal)
  terminal.out(json ? `${JSON.stringify(pairs, null, 2)}\n` : pairs.map(pairLines).join(''))
}

const pairLines = ({ source, decoded }: Result<'runs.reconstruct'>[number]): string => `${source}\n  → ${shown(decoded)}\n`

/** A decoder may end a sentence at once. */
const shown = (sentence: string): string => sentence || say.tables.noWords

/** Each piece draws anew; the first as the seed says. */
const seedOf = ({ seed = 1 }: Partial<Decoding>, piece: number): number => (seed + piece) % 2 ** 31

async function inPieces<T>(
  count: number,
  terminal: Terminal,
  ask: (from: number, to: number, piece: number) => Promise<T[]>,
): Promise<T[]> {
  const lines = new LiveLines(terminal)
  const answers: T[] = []
  for (let from = 0; from < count; from += TOGETHER) {
    if (count > TOGETHER) lines.set('pieces', say.progress.decoding(count, Math.round((from / count) * 100)))
    answers.push(...(await ask(from, Math.min(count, from + TOGETHER), from / TOGETHER)))
  }
  lines.end()
  return answers
}

function nameUnknown(words: readonly string[], terminal: Terminal): void {
  if (words.length === 0) return
  terminal.err(`${say.tables.unknown(words.slice(0, NAMED), Math.max(0, words.length - NAMED))}\n`)
}
