import { ENGINES } from '../../lab/engines/registry'
import { say } from '../../texts/terminal'
import { UsageError } from './usage'

/** Throws for an id of no engine. */
export function checkEngines(ids: readonly string[]): void {
  const unknown = ids.find((id) => !ENGINES.some((entry) => entry.id === id))
  if (unknown !== undefined)
    throw new UsageError(
      say.usage.noEngine(
        unknown,
        ENGINES.map(({ id }) => id),
      ),
    )
}
