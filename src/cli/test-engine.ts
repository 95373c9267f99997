import { findEngine } from '../lab/engines/registry'
import { ChildProgram } from '../lab/runs/child-program'
import { endSentence } from '../lab/runs/end-sentence'
import { programFile } from '../lab/program-file'

/** What the program of an engine's self-test is told, and says. */
export interface EngineTestTask {
  id: string
  directory: string
}
export type EngineTestAnswer = { failure: string | null }

/**
 * Runs an engine's self-test in a process of its own, so that a crash of its native code is a sentence too. Null where it passed.
 * @throws LabError for an engine that there is not
 */
export async function testEngine(id: string, directory: string): Promise<string | null> {
  findEngine(id)
  let answer: EngineTestAnswer | null = null
  const program = new ChildProgram<EngineTestTask, EngineTestAnswer>(programFile('engine-test.js'), (message) => (answer = message))
  program.send({ id, directory })
  const end = await program.ended
  const said = answer as EngineTestAnswer | null
  return said ? said.failure : endSentence(`The self-test of ${id}`, end)
}
