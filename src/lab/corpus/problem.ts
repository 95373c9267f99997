import { basename } from 'node:path'
import { LabError } from '../../shared/contract'
import type { Remark } from '../../shared/corpus'

/** A fault of the input that prevents its import; `remark.message` is a sentence naming the file, the line and the remedy. */
export class InputProblem extends LabError {
  readonly remark: Remark

  constructor(file: string | null, line: number | null, message: string) {
    super('bad_request', message)
    this.name = 'InputProblem'
    this.remark = { kind: 'problem', file, line, message }
  }
}

/** A default that was taken, told in a sentence. */
export function notice(file: string | null, line: number | null, message: string): Remark {
  return { kind: 'notice', file, line, message }
}

/** Turns a system error about an input file into a sentence; anything else is passed on as it is. */
export function fileProblem(path: string, error: unknown): unknown {
  const sentence = SYSTEM_ERRORS[(error as NodeJS.ErrnoException | null)?.code ?? '']
  return sentence === undefined ? error : new InputProblem(path, null, `${basename(path)} ${sentence} (${path}).`)
}

const SYSTEM_ERRORS: Record<string, string | undefined> = {
  ENOENT: 'is not there; it may have been moved or deleted',
  ENOTDIR: 'is not there; a part of its path is not a folder',
  EACCES: 'cannot be read; its permissions forbid it',
  EPERM: 'cannot be read; its permissions forbid it',
  EISDIR: 'is a folder where a file was expected',
  EIO: 'cannot be read; its disk reports a fault',
  ENAMETOOLONG: 'has a path that is too long for this system',
  ELOOP: 'cannot be read; its links lead in a circle',
}

/** `1,234 lines`, `1 line`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

/** How often something was met in a file, and the line where it was first. */
export class Tally {
  count = 0
  first: number | null = null

  add(line: number): void {
    this.count++
    this.first ??= line
  }
}
