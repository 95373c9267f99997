import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MIB = 2 ** 20

/** A root folder whose `proc` says how much memory there is, for the reader of Linux's; `leave` changes what is left (MiB). */
export function smallMachine(total: number, available: number): { root: string; leave: (available: number) => void } {
  const root = mkdtempSync(join(tmpdir(), 'plenum-machine-'))
  mkdirSync(join(root, 'proc'))
  const leave = (left: number) =>
    writeFileSync(join(root, 'proc', 'meminfo'), `MemTotal: ${total * 1024} kB\nMemAvailable: ${left * 1024} kB\n`)
  leave(available)
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return { root, leave }
}

const V1 = '/sys/fs/cgroup/memory'
const V2 = '/sys/fs/cgroup'

/** The folder of control groups in which one with a limit of memory can be made: a right of Linux's root; null elsewhere. */
const parent = ((): { folder: string; limit: string } | null => {
  for (const [folder, limit] of [
    [V1, 'memory.limit_in_bytes'],
    [V2, 'memory.max'],
  ]) {
    const probe = join(folder, `plenum-probe-${process.pid}`)
    try {
      mkdirSync(probe)
      const usable = existsSync(join(probe, limit)) && existsSync(join(probe, 'cgroup.procs'))
      rmdirSync(probe)
      if (usable && existsSync('/proc/vmstat') && /^oom_kill /m.test(readFileSync('/proc/vmstat', 'utf8'))) return { folder, limit }
    } catch {
      // No right to.
    }
  }
  return null
})()

export const MAY_LIMIT = parent !== null
/** What a skipped test says. */
export const NO_LIMIT = 'needs the right to limit the memory of a process (root on Linux with control groups)'

/** Keeps a process within so many MiB from now on. */
export function limitMemory(pid: number, mebibytes: number): void {
  if (!parent) throw new Error(NO_LIMIT)
  const group = join(parent.folder, `plenum-test-${pid}`)
  mkdirSync(group)
  writeFileSync(join(group, parent.limit), String(mebibytes * MIB))
  writeFileSync(join(group, 'cgroup.procs'), String(pid))
  onTestFinished(async () => {
    for (let i = 0; i < 50 && existsSync(group); i++) {
      try {
        rmdirSync(group)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  })
}
