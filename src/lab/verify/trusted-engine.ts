import { LabError } from '../../shared/contract'
import type { Engine } from '../engines/engine'
import type { EngineOptions } from '../engines/entry'
import { findEngine } from '../engines/registry'
import { keepVerdict, verdictOf } from '../engines/verdicts'
import { selfTest } from './self-test'

/**
 * Loads an engine that has passed its self-test, which runs here where it has not yet: a loss may be right and gradients wrong.
 *
 * @throws LabError `refused` with the reason where it is not there, cannot be loaded or fails
 */
export async function trustedEngine(id: string, directory: string, options: EngineOptions = {}): Promise<Engine> {
  const entry = findEngine(id)
  const refuse = (reason: string) => new LabError('refused', `The engine "${id}" cannot be used. ${reason}`)
  const located = await entry.locate(directory)
  if (!located.found) throw refuse(located.reason)
  const verdict = await verdictOf(directory, id, located.fingerprint)
  if (verdict?.failure) throw refuse(verdict.failure)
  const engine = await entry.open(directory, options).catch((error: Error) => {
    throw refuse(error.message)
  })
  if (verdict) return engine
  const failure = await selfTest(engine)
  await keepVerdict(directory, id, located.fingerprint, failure)
  if (failure) throw refuse(failure)
  return engine
}
