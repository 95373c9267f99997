import type { Run, RunState } from '../../shared/run'
import { texts } from '../texts'

/** What a list of runs is narrowed by. */
export interface RunFilter {
  /** Words that must all occur in what a run says of itself. */
  text: string
  stage: Stage | null
  corpus: string | null
  tag: string | null
}

export const STAGES = ['live', 'finished', 'failed'] as const
export type Stage = (typeof STAGES)[number]

const STAGE_OF: Record<RunState, Stage> = {
  queued: 'live',
  running: 'live',
  paused: 'live',
  interrupted: 'live',
  finished: 'finished',
  stopped: 'finished',
  failed: 'failed',
  diverged: 'failed',
}

/** What can be searched of a run: its name, corpus, preset, seed, number, tags and state, as they are shown. */
const wordsOf = ({ name, corpus_name, config, number, tags, state }: Run): string =>
  [name, corpus_name, config.preset, `seed ${config.seed}`, `#${number}`, ...tags, texts.runs.states[state]].join(' ').toLowerCase()

/** The runs that a filter leaves, in their order. */
export function filterRuns(runs: readonly Run[], { text, stage, corpus, tag }: RunFilter): Run[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return runs.filter((run) => {
    if (corpus !== null && run.config.corpus !== corpus) return false
    if (stage !== null && STAGE_OF[run.state] !== stage) return false
    if (tag !== null && !run.tags.includes(tag)) return false
    if (words.length === 0) return true
    const said = wordsOf(run)
    return words.every((word) => said.includes(word))
  })
}

/** A row of the list: the head of a part, or a run in it. */
export type ListItem = { kind: 'head'; part: Part; count: number } | { kind: 'run'; part: Part; run: Run }
const PARTS = ['training', 'waiting', 'ended'] as const
export type Part = (typeof PARTS)[number]

const partOf = (run: Run): Part =>
  run.state === 'queued' ? 'waiting' : run.state === 'running' || run.state === 'paused' ? 'training' : 'ended'

/** Runs in the parts of the queue: those in training, those waiting in their order, and the others, newest first. */
export function listItems(runs: readonly Run[]): ListItem[] {
  const parts = Map.groupBy(runs, partOf)
  return PARTS.flatMap((part) => {
    const members = parts.get(part) ?? []
    if (members.length === 0) return []
    const ordered =
      part === 'waiting'
        ? [...members].sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity))
        : [...members].sort((a, b) => b.number - a.number)
    return [{ kind: 'head' as const, part, count: members.length }, ...ordered.map((run) => ({ kind: 'run' as const, part, run }))]
  })
}

/** The ids with `moved` put before `target`, or at the end for null. */
export function moveBefore(ids: readonly string[], moved: readonly string[], target: string | null): string[] {
  const left = ids.filter((id) => !moved.includes(id))
  const at = target === null ? left.length : left.indexOf(target)
  return at < 0 ? [...ids] : [...left.slice(0, at), ...ids.filter((id) => moved.includes(id)), ...left.slice(at)]
}

/** The ids with one moved by so many places, as far as there are places. */
export function moveBy(ids: readonly string[], id: string, by: number): string[] {
  const from = ids.indexOf(id)
  const to = Math.min(ids.length - 1, Math.max(0, from + by))
  return from < 0 ? [...ids] : ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
