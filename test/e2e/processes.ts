import { readFileSync, readdirSync } from 'node:fs'

/** Process ids of the lab that an app started, by the app's own; Linux only. */
export function labsOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, state, ppid] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, ') ')
          .split(' ')
        return Number(ppid) === parent && state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('lab.js')
      } catch {
        return false
      }
    })
}
