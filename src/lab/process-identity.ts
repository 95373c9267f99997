import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * A lab's process as `pid:nonce:start time`: a number alone comes back after a restart of the machine, a number with its start time
 * does not; the nonce tells labs of one process apart. The store keeps it with each run that is queued or trained.
 */
export async function processIdentity(pid: number = process.pid): Promise<string> {
  return `${pid}:${randomBytes(4).toString('hex')}:${(await startTime(pid)) ?? ''}`
}

/** Whether the process of an identity is still running. */
export async function isAlive(identity: string): Promise<boolean> {
  const [, number, start] = /^(\d+):[^:]*:(.*)$/s.exec(identity) ?? []
  if (number === undefined || !processExists(Number(number))) return false
  // One that has ended is listed until its parent asks how, and not every parent does.
  if (/^[ZX]$/.test((await linuxStat(Number(number)).catch(() => []))[0] ?? '')) return false
  const present = await startTime(Number(number))
  return present === null || start === '' || present === start
}

export const pidOf = (identity: string): number => Number(identity.split(':', 1)[0])

/** Whether a process of this number exists, ours or another user's. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const execute = promisify(execFile)

/** What Linux says of a process, from its state (field 3) on; nothing elsewhere. */
async function linuxStat(pid: number): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** The platform's own account of when a process started; null where it cannot be had. */
async function startTime(pid: number): Promise<string | null> {
  try {
    // Field 22 of all: ticks since boot.
    if (process.platform === 'linux') return (await linuxStat(pid))[19] ?? null
    const { stdout } =
      process.platform === 'win32'
        ? await execute('powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`])
        : await execute('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || null
  } catch {
    return null
  }
}
