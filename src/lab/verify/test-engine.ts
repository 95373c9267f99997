import { findEngine } from '../engines/registry'
import { keepVerdict } from '../engines/verdicts'
import { askProgram } from '../runs/ask-program'
import { endSentence } from '../runs/end-sentence'
import { say } from '../../texts/lab'
import type { EngineTestAnswer, EngineTestTask } from './engine-test-protocol'

/**
 * Runs an engine's self-test anew, in a process of its own, so that a crash of its native code is a sentence too. Null where it passed.
 *
 * @param directory Plenum's folder for engines
 * @throws LabError for an engine that there is not
 */
export async function testEngine(id: string, directory: string): Promise<string | null> {
  const entry = findEngine(id)
  const { answer, end } = await askProgram<EngineTestTask, EngineTestAnswer>('engine-test.js', { id, directory })
  if (answer) return answer.failure
  const failure = endSentence(say.verify.selfTestOf(id), end)
  const located = await entry.locate(directory)
  if (located.found) await keepVerdict(directory, id, located.fingerprint, failure, false)
  return failure
}
