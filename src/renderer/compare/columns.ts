import { z } from 'zod'
import type { ComparedMethod } from '../../shared/comparison'
import { EVALUATED, METRICS, PAPER_COLUMNS, type MetricId } from '../../shared/metrics'
import { SETTING_KEYS, type Settings } from '../../shared/settings'
import { formatSetting, formatSpan } from '../format'
import { texts } from '../texts'
import { compareNames, list, moment } from '../../texts/intl'

/** What a run is, beside what was measured of it. */
const FACTS = ['corpus', 'preset', 'tags', 'seeds', 'best_epoch', 'epochs', 'time', 'ended'] as const
type FactId = (typeof FACTS)[number]

/** The first column, which is always there. */
export const NAME = 'name'
export const HEALTH = 'health'
const settingColumn = (key: keyof Settings): `settings.${keyof Settings}` => `settings.${key}`

/** Every column beside the name, in the order of the list to choose from. */
export const COLUMN_IDS = [...EVALUATED, HEALTH, ...FACTS, ...SETTING_KEYS.map(settingColumn)] as const
export type ColumnId = (typeof COLUMN_IDS)[number]
export const columnSchema = z.enum(COLUMN_IDS as unknown as [ColumnId, ...ColumnId[]])

/** What is shown until the user chooses: the columns of the paper. */
export const STANDARD_COLUMNS: readonly ColumnId[] = [...PAPER_COLUMNS, HEALTH]

/** Pixels: what a head and a usual value need. */
export const NAME_WIDTH = 264
export const LEAST_WIDTH = 56
export const MOST_WIDTH = 640
export const standardWidth = (id: ColumnId): number =>
  isMetric(id) ? 92 : ({ health: 124, corpus: 140, tags: 140, ended: 152, seeds: 72, preset: 72, best_epoch: 88 }[id as string] ?? 100)

export const isMetric = (id: ColumnId | typeof NAME): id is MetricId => id in METRICS
const settingOf = (id: string): keyof Settings | null => (id.startsWith('settings.') ? (id.slice(9) as keyof Settings) : null)

export function columnLabel(id: ColumnId): string {
  if (isMetric(id)) return METRICS[id].label
  const setting = settingOf(id)
  if (setting) return texts.settings[setting]
  return id === HEALTH ? texts.compare.health : texts.compare.facts[id as FactId]
}

export const columnMeaning = (id: ColumnId): string =>
  isMetric(id) ? METRICS[id].meaning : id === HEALTH ? texts.compare.healthMeaning : columnLabel(id)

/** Whether its values are numbers, which stand on the right. */
export const isNumeric = (id: ColumnId): boolean =>
  isMetric(id) || ['seeds', 'best_epoch', 'epochs', 'time'].includes(id) || settingOf(id) !== null

/** The values of a fact over the runs of a row, each once. */
function valuesOf(row: ComparedMethod, id: ColumnId): (string | number)[] {
  const setting = settingOf(id)
  const all = row.runs.flatMap((run): readonly (string | number | null)[] => {
    if (setting) return [run.config.settings[setting]]
    switch (id as FactId) {
      case 'corpus':
        return [run.corpus_name]
      case 'preset':
        return [run.config.preset]
      case 'tags':
        return run.tags
      case 'seeds':
        return [run.config.seed]
      case 'best_epoch':
        return [run.best_epoch]
      case 'epochs':
        return [run.epoch]
      case 'time':
        return [run.started_at !== null && run.ended_at !== null ? (run.ended_at - run.started_at) / 1000 : null]
      case 'ended':
        return [run.ended_at]
    }
  })
  return [...new Set(all)].filter((value) => value !== null)
}

/** A fact in words; empty where there is none. */
export function factText(row: ComparedMethod, id: ColumnId): string {
  const values = valuesOf(row, id)
  const setting = settingOf(id)
  if (setting) return list(values.map((value) => formatSetting(setting, value as Settings[keyof Settings])))
  if (id === 'time') return range(values as number[], formatSpan)
  if (id === 'ended') return values.length > 0 ? moment(Math.max(...(values as number[]))) : ''
  return list(values.map(String))
}

function range(values: readonly number[], format: (value: number) => string): string {
  if (values.length === 0) return ''
  const ends = [...new Set([Math.min(...values), Math.max(...values)].map(format))]
  return ends.join(' … ')
}

/** Orders rows by a column, what has no value last whichever way; rows that are equal keep their order. */
export function orderRows(rows: readonly ComparedMethod[], id: ColumnId | typeof NAME, descending: boolean): ComparedMethod[] {
  const keys = new Map(rows.map((row) => [row, sortKey(row, id)]))
  return [...rows].sort((a, b) => {
    const [x, y] = [keys.get(a) ?? null, keys.get(b) ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compareNames(String(x), String(y))
    return descending ? -order : order
  })
}

/** What a row is ordered by: a metric's mean, a number or the words of a fact, of several seeds the first. */
function sortKey(row: ComparedMethod, id: ColumnId | typeof NAME): string | number | null {
  if (id === NAME) return row.name
  if (isMetric(id)) return row.cells[id]?.mean ?? null
  if (id === HEALTH) return row.evaluations.length > 0 ? health(row) : null
  if (id === 'seeds') return row.runs.length
  return valuesOf(row, id)[0] ?? null
}

/** Least healthy first: the share of the units that are both active and consistent. */
function health({ cells, runs }: ComparedMethod): number {
  const { latent } = runs[0].config.settings
  return Math.min(cells.au?.mean ?? 0, cells.cu_03?.mean ?? latent) / latent
}

/** Which way a column is sorted first: the best, the newest or the largest on top, words from A. */
export const descendsFirst = (id: ColumnId | typeof NAME): boolean =>
  id === NAME ? false : isMetric(id) ? METRICS[id].better !== 'lower' : id === HEALTH || id === 'ended'
