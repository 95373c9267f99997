import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Bytes that a control group of Linux may take, and has taken without what it could give back. */
export interface GroupMemory {
  limit: number
  used: number
}

interface Membership {
  version: keyof typeof VERSIONS
  path: string
}

const VERSIONS = {
  2: { mounts: ['sys/fs/cgroup', 'sys/fs/cgroup/unified'], limit: 'memory.max', used: 'memory.current', cache: 'inactive_file' },
  1: { mounts: ['sys/fs/cgroup/memory'], limit: 'memory.limit_in_bytes', used: 'memory.usage_in_bytes', cache: 'total_inactive_file' },
} as const

/** The groups with a limit that this process is in, its own and those around it. In a container their paths may begin elsewhere. */
export function groupsOf(root: string): GroupMemory[] {
  return memberships(root).flatMap(({ version, path }) => {
    const { mounts, ...files } = VERSIONS[version]
    return mounts.flatMap((mount) => {
      const top = join(root, mount)
      const own = join(top, path)
      return upwards(existsSync(own) ? own : top, top).flatMap((folder) => readGroup(folder, files) ?? [])
    })
  })
}

function memberships(root: string): Membership[] {
  const lines = readText(join(root, 'proc/self/cgroup'))?.split('\n') ?? []
  return lines.flatMap((line): Membership[] => {
    const [number, controllers, path] = line.split(':')
    if (path === undefined) return []
    if (number === '0' && controllers === '') return [{ version: 2, path }]
    return controllers.split(',').includes('memory') ? [{ version: 1, path }] : []
  })
}

/** A folder and those around it, up to `top`. */
function upwards(folder: string, top: string): string[] {
  return folder === top || !folder.startsWith(top) ? [top] : [folder, ...upwards(dirname(folder), top)]
}

function readGroup(folder: string, files: { limit: string; used: string; cache: string }): GroupMemory | null {
  const limit = Number(readText(join(folder, files.limit)) ?? NaN)
  const used = Number(readText(join(folder, files.used)) ?? NaN)
  // Version 2 says "max" where there is no limit, version 1 a number beyond any machine's memory.
  if (!Number.isFinite(limit) || !Number.isFinite(used)) return null
  const cache = Number(new RegExp(`^${files.cache} (\\d+)$`, 'm').exec(readText(join(folder, 'memory.stat')) ?? '')?.[1] ?? 0)
  return { limit, used: Math.max(0, used - cache) }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
