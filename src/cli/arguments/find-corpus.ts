import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { SAMPLE_IDS, type CorpusRecord } from '../../shared/corpus'
import { say } from '../../texts/terminal'
import { importCorpus } from '../import'
import type { LiveLines } from '../text/live-lines'
import type { Session } from '../session'
import { UsageError } from './usage'

/** The sample that `--corpus sample` means. */
const SAMPLE = 'glosses'

/**
 * The corpus that `--corpus` names: a sample, an id or a unique beginning of one, a name, or a path, which is imported unless it was
 * before and has not changed since. Throws UsageError where there is none.
 */
export async function findCorpus(session: Session, text: string, lines: LiveLines): Promise<CorpusRecord> {
  const sample = text === 'sample' ? SAMPLE : SAMPLE_IDS.find((id) => id === text)
  if (sample) return importCorpus(session, { source: { sample } }, lines)
  const corpora = await session.ask('corpora.list', {})
  const stored = match(corpora, `--corpus ${text}`, text)
  if (stored) return stored
  const path = resolve(text)
  const status = await stat(path).catch(() => null)
  if (!status) {
    const names = corpora.map(({ name }) => `"${name}"`).slice(0, 10)
    throw new UsageError(say.usage.noCorpusOption(text, SAMPLE_IDS, names))
  }
  const before = corpora.find(({ origin, created_at }) => origin === path && status.isFile() && status.mtimeMs < created_at)
  return before ?? importCorpus(session, { source: { paths: [path] } }, lines)
}

/** The imported corpus of an id, a unique beginning of one, or a name. Throws UsageError where there is none. */
export async function storedCorpus(session: Session, text: string): Promise<CorpusRecord> {
  const corpora = await session.ask('corpora.list', {})
  const stored = match(corpora, text, text)
  if (stored) return stored
  const names = corpora.map(({ name }) => `"${name}"`).slice(0, 10)
  throw new UsageError(say.usage.noCorpus(text, names))
}

function match(corpora: readonly CorpusRecord[], what: string, text: string): CorpusRecord | null {
  const known = corpora.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase())
  const matches = known.length > 0 || text.length < 4 ? known : corpora.filter(({ id }) => id.startsWith(text.toLowerCase()))
  if (matches.length > 1)
    throw new UsageError(
      say.usage.severalCorpora(
        what,
        matches.map(({ id }) => id),
      ),
    )
  return matches[0] ?? null
}
