import { basename } from 'node:path'
import { LabError } from '../../../shared/contract'
import type { Remark } from '../../../shared/corpus'
import { say } from '../../../texts/lab'

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
  const fault = SYSTEM_ERRORS[(error as NodeJS.ErrnoException | null)?.code ?? '']
  return fault === undefined ? error : new InputProblem(path, null, say.corpus.fileFaults[fault](basename(path), path))
}

const SYSTEM_ERRORS: Record<string, keyof typeof say.corpus.fileFaults | undefined> = {
  ENOENT: 'gone',
  ENOTDIR: 'noFolder',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EISDIR: 'folder',
  EIO: 'disk',
  ENAMETOOLONG: 'longPath',
  ELOOP: 'circle',
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
