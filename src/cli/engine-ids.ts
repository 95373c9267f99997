import { ENGINES } from '../lab/engines/registry'
import { listOf, UsageError } from './usage'

/** Throws for an id of no engine. */
export function checkEngines(ids: readonly string[]): void {
  const unknown = ids.find((id) => !ENGINES.some((entry) => entry.id === id))
  if (unknown !== undefined) throw new UsageError(`There is no engine "${unknown}"; it must be ${listOf(ENGINES.map(({ id }) => id))}.`)
}
