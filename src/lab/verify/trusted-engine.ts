import { LabError } from '../../shared/contract'
import type { Engine } from '../engines/engine'
import type { EngineOptions } from '../engines/entry'
import { findEngine } from '../engines/registry'
import { keepVerdict, verdictOf } from '../engines/verdicts'
import { say } from '../../texts/lab'
import { selfTest } from './self-test'

/**
 * Loads an engine that has passed its self-test, which runs here where it has not yet: a loss may be right and gradients wrong.
 *
 * @throws LabError `refused` with the reason where it is not there, cannot be loaded or fails
 */
export async function trustedEngine(id: string, directory: string, options: EngineOptions = {}): Promise<Engine> {
  const entry = findEngine(id)
  const refuse = (reason: string) => new LabError('refused', say.engines.unusable(id, reason))
  const located = await entry.locate(directory)
  if (!located.found) throw refuse(located.reason)
  const { fingerprint } = located
  const verdict = await verdictOf(directory, id, fingerprint)
  if (verdict?.failure && verdict.started) throw refuse(verdict.failure)
  const failed = async (failure: string, started: boolean) => {
    await keepVerdict(directory, id, fingerprint, failure, started)
    return refuse(failure)
  }
  const engine = await entry.open(directory, options).catch(async (error: Error) => {
    throw await failed(error.message, false)
  })
  if (verdict?.failure === null) return engine
  const failure = await selfTest(engine).catch(async (error: Error) => {
    throw await failed(say.verify.notRun(error.message.split('\n')[0]), false)
  })
  if (failure) throw await failed(failure, true)
  await keepVerdict(directory, id, fingerprint, null)
  return engine
}
