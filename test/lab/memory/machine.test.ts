import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { macMemory, memoryKills, readMemory } from '../../../src/lab/memory/machine'

const MIB = 2 ** 20
let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'plenum-memory-'))))
afterEach(() => rm(root, { recursive: true }))

async function files(contents: Record<string, string>) {
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

const machine = { 'proc/meminfo': `MemTotal:        8388608 kB\nMemFree:          100000 kB\nMemAvailable:    4194304 kB\n` }

describe('the memory of the machine', () => {
  it.runIf(platform() === 'linux')('is read here: some is left of it', () => {
    const memory = readMemory()
    expect(memory?.available).toBeGreaterThan(50 * MIB)
    expect(memory?.total).toBeGreaterThanOrEqual(memory?.available ?? Infinity)
    expect(memoryKills()).toBeGreaterThanOrEqual(0)
  })

  it('counts what caches would give back', async () => {
    await files(machine)
    expect(readMemory(root)).toEqual({ available: 4096 * MIB, total: 8192 * MIB, limited: false })
  })

  it('ends at the limit of a control group of version 2, its own or one around it', async () => {
    await files({
      ...machine,
      'proc/self/cgroup': '0::/user.slice/lab\n',
      'sys/fs/cgroup/user.slice/lab/memory.max': 'max\n',
      'sys/fs/cgroup/user.slice/lab/memory.current': `${700 * MIB}\n`,
      'sys/fs/cgroup/user.slice/memory.max': `${1024 * MIB}\n`,
      'sys/fs/cgroup/user.slice/memory.current': `${900 * MIB}\n`,
      'sys/fs/cgroup/user.slice/memory.stat': `anon 1\ninactive_file ${200 * MIB}\n`,
    })
    expect(readMemory(root)).toEqual({ available: 324 * MIB, total: 1024 * MIB, limited: true })
  })

  it('ends at the limit of a container of version 1, of which the path is another outside of it', async () => {
    await files({
      ...machine,
      'proc/self/cgroup': '4:cpu:/docker/1\n3:memory:/docker/1\n0::/\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': `${512 * MIB}\n`,
      'sys/fs/cgroup/memory/memory.usage_in_bytes': `${500 * MIB}\n`,
      'sys/fs/cgroup/memory/memory.stat': `total_inactive_file ${100 * MIB}\n`,
    })
    expect(readMemory(root)).toEqual({ available: 112 * MIB, total: 512 * MIB, limited: true })
  })

  it('is that of the machine where a group has no limit', async () => {
    await files({
      ...machine,
      'proc/self/cgroup': '3:memory:/\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      'sys/fs/cgroup/memory/memory.usage_in_bytes': `${500 * MIB}\n`,
    })
    expect(readMemory(root)?.limited).toBe(false)
  })

  it('is unknown where the system does not tell', async () => {
    expect(readMemory(root)).toBeNull()
    expect(memoryKills(root)).toBeNull()
    await files({ 'proc/meminfo': 'nothing here' })
    expect(readMemory(root)).toBeNull()
  })

  it('is read of what macOS prints', () => {
    const text = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10000.
Pages active:                            200000.
Pages inactive:                           30000.
Pages speculative:                         1000.
Pages throttled:                              0.
Pages wired down:                        100000.
Pages purgeable:                           2000.
`
    expect(macMemory(text, 1)).toEqual({ available: 43_000 * 16_384, total: 1, limited: false })
    expect(macMemory('nothing', 1)).toBeNull()
  })

  it('counts the processes that were ended for want of it', async () => {
    await files({ 'proc/vmstat': 'nr_free_pages 1\noom_kill 3\npgscan 1\n' })
    expect(memoryKills(root)).toBe(3)
  })
})
