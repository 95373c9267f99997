import { say } from '../../texts/lab'
import { isMemoryFault } from '../memory/fault'
import type { ProgramEnd } from './child-program'

/** What is known of memory when a process has ended. */
export interface MemoryAtEnd {
  /** Bytes that the process took when it last told; null where it did not. */
  used: number | null
  /** Whether the system has ended a process for want of memory meanwhile; null where it does not say. */
  ranOut: boolean | null
}

const UNKNOWN: MemoryAtEnd = { used: null, ranOut: null }
const MIB = 2 ** 20

/** Why a process ended without saying so itself, in a sentence with the likely reason; `what` as in "The training process". */
export function endSentence(what: string, { code, signal, stderr, error }: ProgramEnd, { used, ranOut }: MemoryAtEnd = UNKNOWN): string {
  const { ends } = say.runs
  if (error) return ends.notStarted(what, error)
  const said = lastLine(stderr)?.replace(/[.:]$/, '') ?? null
  if (signal === 'SIGKILL' && ranOut === null) return ends.killed(what)
  if (signal === 'SIGKILL')
    return ranOut ? ends.killedForMemory(what, used === null ? null : Math.round(used / MIB)) : ends.killedFromOutside(what)
  if (signal === 'SIGINT' || signal === 'SIGTERM') return ends.outside(what, signal)
  if (isMemoryFault(stderr)) return ends.memory(what)
  return signal ? ends.crashed(what, signal, said) : ends.code(what, code, said)
}

/** How a run that did not end by itself goes on. */
export const resumeSentence = (epoch: number): string => say.runs.resumeFrom(epoch)

/** The line of an error output that says most: the first `Error:` line, else the last that is not part of a stack. */
function lastLine(stderr: string): string | null {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|\^+$|node:)/.test(line))
  const line = lines.findLast((candidate) => /Error:/.test(candidate)) ?? lines.at(-1)
  return line ? line.slice(0, 300) : null
}
