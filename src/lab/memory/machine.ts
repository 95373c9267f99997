import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { freemem, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { groupsOf } from './control-group'

/** Memory that processes may yet take, in bytes. */
export interface Memory {
  available: number
  /** Of the machine, or of the container where that may have less. */
  total: number
  /** Whether a limit of this process's container counts rather than the machine. */
  limited: boolean
}

/**
 * The memory that is left, with what caches would give back; on Linux within the limits of the control groups too. null where the
 * system does not tell.
 * @param root of the file system; another than `/` is only looked at as Linux's
 */
export function readMemory(root = '/'): Memory | null {
  try {
    if (root !== '/' || platform() === 'linux') return linuxMemory(root)
    if (platform() === 'darwin') return macMemory(execFileSync('vm_stat', { encoding: 'utf8', timeout: 1000 }), totalmem())
    return { available: freemem(), total: totalmem(), limited: false }
  } catch {
    return null
  }
}

function linuxMemory(root: string): Memory | null {
  const text = readFileSync(join(root, 'proc/meminfo'), 'utf8')
  const kibibytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? NaN) * 1024
  const machine: Memory = { available: kibibytes('MemAvailable'), total: kibibytes('MemTotal'), limited: false }
  if (!(machine.available >= 0) || !(machine.total > 0)) return null
  return groupsOf(root).reduce((least, { limit, used }) => {
    const left = Math.max(0, limit - used)
    return limit < machine.total && left < least.available ? { available: left, total: limit, limited: true } : least
  }, machine)
}

/** Of what `vm_stat` prints: pages that are free, or that the system gives back when asked. */
export function macMemory(text: string, total: number): Memory | null {
  const page = Number(/page size of (\d+) bytes/.exec(text)?.[1])
  const pages = (name: string) => Number(new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, 'm').exec(text)?.[1] ?? NaN)
  const available = page * (pages('free') + pages('inactive') + pages('speculative') + pages('purgeable'))
  return Number.isFinite(available) ? { available, total, limited: false } : null
}

/** How many processes the system has ended so far because memory ran out; null where it does not count them. */
export function memoryKills(root = '/'): number | null {
  const path = join(root, 'proc/vmstat')
  if (!existsSync(path)) return null
  const machine = /^oom_kill (\d+)$/m.exec(readFileSync(path, 'utf8'))?.[1]
  return machine === undefined ? null : Number(machine)
}
