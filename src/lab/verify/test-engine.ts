import { findEngine } from '../engines/registry'
import { keepVerdict } from '../engines/verdicts'
import { programFile } from '../program-file'
import { ChildProgram } from '../runs/child-program'
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
  let answer: EngineTestAnswer | null = null
  const program = new ChildProgram<EngineTestTask, EngineTestAnswer>(programFile('engine-test.js'), (message) => (answer = message))
  program.send({ id, directory })
  const end = await program.ended
  const said = answer as EngineTestAnswer | null
  if (said) return said.failure
  const failure = endSentence(say.verify.selfTestOf(id), end)
  const located = await entry.locate(directory)
  if (located.found) await keepVerdict(directory, id, located.fingerprint, failure, false)
  return failure
}
