// What the machine does while a page is measured, read from /proc; where there is none (Windows, macOS) it is not known.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** From so much work of others on, % of one core, a figure is called disturbed. */
const DISTURBED = 10
/** Ticks of /proc in a second. */
const HERTZ = 100

/**
 * Puts this process and all that it has started, and what those will start, before every other program, at a real-time priority: needs Linux,
 * chrt and its permission. Otherwise an error says so.
 */
export function putFirst() {
  for (const { pid } of descendants()) {
    const { status, stderr, error } = spawnSync('chrt', ['-a', '-r', '-p', '2', String(pid)], { encoding: 'utf8' })
    if (status !== 0 && read(pid, 'stat')) throw new Error(`The browser cannot be put before other programs: ${error?.message ?? stderr}`)
  }
}

/** Starts to watch; the answer says how much others worked since, as % of one core, or null where the system does not tell. */
export function watchOthers() {
  const before = work()
  return () => {
    const now = work()
    if (!before || !now) return null
    const seconds = (now.at - before.at) / 1000
    return Math.max(0, Math.round((100 * (now.all - before.all - (now.own - before.own))) / HERTZ / seconds))
  }
}

/** What to print of it. */
export function disturbance(others) {
  return others === null ? 'not known' : `${others} % of a core${others >= DISTURBED ? ', disturbed' : ''}`
}

/**
 * Starts to watch how long the page's main thread waits for a processor that others hold, which is time that frames lack; the answer is in
 * % of the time since, or null where the system does not tell.
 */
export function watchWaiting() {
  const pid = renderers().sort((a, b) => b.bytes - a.bytes)[0]?.pid
  const waited = () => (pid ? Number(read(pid, 'schedstat').split(' ')[1] ?? NaN) / 1e6 : NaN)
  const [before, start] = [waited(), performance.now()]
  return () => {
    const share = (100 * (waited() - before)) / (performance.now() - start)
    return Number.isNaN(share) ? null : Math.round(10 * share) / 10
  }
}

/** Resident memory of the largest renderer of a browser that this process started, now and at most, in bytes; 0 where the system does not tell. */
export function rendererBytes() {
  const largest = renderers().sort((a, b) => b.bytes - a.bytes)[0]
  return { now: largest?.bytes ?? 0, most: largest?.most ?? 0 }
}

/** The browser's processes that hold pages, with their resident memory. */
function renderers() {
  return descendants()
    .filter(({ pid }) => read(pid, 'cmdline').includes('--type=renderer'))
    .map(({ pid }) => ({ pid, bytes: statusBytes(pid, 'VmRSS'), most: statusBytes(pid, 'VmHWM') }))
}

const statusBytes = (pid, field) => 1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(read(pid, 'status'))?.[1] ?? 0)

/** Ticks that all processors were busy, or were taken away by the machine below; and those of this process and all it started. */
function work() {
  if (process.platform !== 'linux') return null
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const own = descendants().reduce((sum, { ticks }) => sum + ticks, 0)
  return { all: user + nice + system + irq + softirq + steal, own, at: performance.now() }
}

/** This process and all that it started. */
function descendants() {
  if (process.platform !== 'linux') return []
  const known = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // After the name in brackets: the state, the parent; the ticks of the process and of its children that ended.
    const fields = read(name, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0)
    known.set(Number(name), { pid: Number(name), parent: Number(fields[1]), ticks })
  }
  const ours = (pid) => pid === process.pid || (known.has(pid) && ours(known.get(pid).parent))
  return [...known.values()].filter(({ pid }) => ours(pid))
}

/** A file of a process; empty when it has ended. */
function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
