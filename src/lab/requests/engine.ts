import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import type { Context } from './context'

/** Throws LabError with the reason where an engine is not known or not available here. */
export async function checkEngine(context: Context, id: string): Promise<void> {
  const engines = await context.engines()
  const engine = engines.find((candidate) => candidate.id === id)
  if (!engine) throw new LabError('bad_request', say.engines.none(id, engines.map((candidate) => candidate.id).join(', ')))
  if (!engine.available) throw new LabError('refused', say.engines.away(id, engine.note ?? '').trim())
}
