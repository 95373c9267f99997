import { LabError } from '../../shared/contract'
import type { Context } from './context'

/** Throws LabError with the reason where an engine is not known or not available here. */
export async function checkEngine(context: Context, id: string): Promise<void> {
  const engines = await context.engines()
  const engine = engines.find((candidate) => candidate.id === id)
  if (!engine)
    throw new LabError('bad_request', `There is no engine "${id}"; choose one of ${engines.map((candidate) => candidate.id).join(', ')}.`)
  if (!engine.available) throw new LabError('refused', `The engine "${id}" is not available here. ${engine.note ?? ''}`.trim())
}
