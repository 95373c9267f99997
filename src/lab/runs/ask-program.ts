import { programFile } from '../program-file'
import { ChildProgram, type ProgramEnd } from './child-program'

/**
 * Forks a program of the build for one task with one answer.
 *
 * @param program its file, such as `verifier.js`
 * @param signal ends the process at once; the promise then rejects with its reason
 * @returns what it said, null where it ended without a word, and how it ended
 */
export async function askProgram<Task, Answer>(
  program: string,
  task: Task,
  signal?: AbortSignal,
): Promise<{ answer: Answer | null; end: ProgramEnd }> {
  const said: Answer[] = []
  const child = new ChildProgram<Task, Answer>(programFile(program), (answer) => said.push(answer))
  const kill = () => child.kill()
  signal?.addEventListener('abort', kill)
  child.send(task)
  const end = await child.ended
  signal?.removeEventListener('abort', kill)
  signal?.throwIfAborted()
  return { answer: said[0] ?? null, end }
}
