import type { ProgramEnd } from './child-program'

/** Why a process ended without saying so itself, in a sentence with the likely reason; `what` as in "The training process". */
export function endSentence(what: string, { code, signal, stderr, error }: ProgramEnd): string {
  if (error) return `${what} could not be started: ${error}.`
  const said = lastLine(stderr)
  if (signal === 'SIGKILL')
    return `${what} was killed (SIGKILL), most likely because memory ran out: a smaller batch or hidden width needs less.`
  if (signal === 'SIGINT' || signal === 'SIGTERM') return `${what} was ended from outside (${signal}).`
  if (/heap out of memory|bad_alloc|Cannot allocate memory/i.test(stderr))
    return `${what} ran out of memory: a smaller batch or hidden width needs less.`
  const how = signal ? `crashed (${signal})` : `ended unexpectedly with exit code ${code}`
  return said ? `${what} ${how}: ${said.replace(/[.:]$/, '')}.` : `${what} ${how}.`
}

/** How a run that did not end by itself goes on. */
export const resumeSentence = (epoch: number): string => (epoch > 0 ? `Resume continues after epoch ${epoch}.` : 'Resume starts it anew.')

/** The line of an error output that says most: the first `Error:` line, else the last that is not part of a stack. */
function lastLine(stderr: string): string | null {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|\^+$|node:)/.test(line))
  const line = lines.findLast((candidate) => /Error:/.test(candidate)) ?? lines.at(-1)
  return line ? line.slice(0, 300) : null
}
