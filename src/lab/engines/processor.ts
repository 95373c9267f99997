import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform } from 'node:os'
import { say } from '../../texts/lab'

/** The processor in words, for example `CPU (AMD EPYC, 2 threads)`. */
export const processor = (): string => say.engines.devices.cpu(cpus()[0]?.model.trim() ?? null, availableParallelism())

let kind: string | null = null

/**
 * What kind of processor this is, for telling whether what was found on one holds here too: a data folder may be shared between machines.
 * Models tell little where they are virtual, so on Linux the list of instructions is part of it.
 */
export function processorKind(): string {
  kind ??= `${platform()} ${arch()} ${cpus()[0]?.model.trim() ?? ''} ${instructions()}`
  return kind
}

/** A short hash of the instruction sets that Linux lists; empty elsewhere. */
function instructions(): string {
  try {
    const listed = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]
    return listed ? createHash('sha256').update(listed.trim()).digest('hex').slice(0, 12) : ''
  } catch {
    return ''
  }
}
