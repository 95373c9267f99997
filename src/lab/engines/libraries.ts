import { execFile } from 'node:child_process'
import { open, readdir, stat } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { say } from '../../texts/lab'

/** Processor architectures by their numbers in an ELF header, in Node's words. */
const MACHINES: Readonly<Record<number, string>> = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64', 243: 'riscv64' }

const SEGMENT_LOAD = 1
const SEGMENT_DYNAMIC = 2
const TAG_NEEDED = 1
const TAG_STRINGS = 5
const TAG_RPATH = 15
const TAG_RUNPATH = 29

/** What a Linux library says of itself. */
export interface LibraryFacts {
  /** The processor it was built for, in Node's words. */
  arch: string
  /** Names of the libraries that the loader must find before it. */
  needs: readonly string[]
  /** Folders in which it has the loader look first. */
  folders: readonly string[]
}

/** Reads the head of an ELF file (64 bit, little-endian: all that Plenum runs on); null for another kind of file. */
export async function libraryFacts(path: string): Promise<LibraryFacts | null> {
  const file = await open(path).catch(() => null)
  if (!file) return null
  try {
    const read = async (position: number, length: number) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
    const head = await read(0, 64)
    if (head.length < 64 || head.toString('latin1', 0, 4) !== '\x7fELF' || head[4] !== 2 || head[5] !== 1) return null
    const arch = MACHINES[head.readUInt16LE(18)] ?? `machine ${head.readUInt16LE(18)}`
    const [size, count] = [head.readUInt16LE(54), head.readUInt16LE(56)]
    const table = await read(Number(head.readBigUInt64LE(32)), size * count)
    const segments = Array.from({ length: Math.floor(table.length / size) }, (_, i) => {
      const at = (offset: number) => Number(table.readBigUInt64LE(i * size + offset))
      return { type: table.readUInt32LE(i * size), offset: at(8), address: at(16), length: at(32) }
    })
    const dynamic = segments.find(({ type }) => type === SEGMENT_DYNAMIC)
    if (!dynamic) return { arch, needs: [], folders: [] }
    const entries = await read(dynamic.offset, dynamic.length)
    const tags = Array.from({ length: Math.floor(entries.length / 16) }, (_, i) => ({
      tag: Number(entries.readBigInt64LE(i * 16)),
      value: Number(entries.readBigUInt64LE(i * 16 + 8)),
    }))
    const strings = tags.find(({ tag }) => tag === TAG_STRINGS)?.value ?? 0
    const home = segments.find(({ type, address, length }) => type === SEGMENT_LOAD && strings >= address && strings < address + length)
    const base = strings - (home ? home.address - home.offset : 0)
    const text = async (value: number) => {
      const content = (await read(base + value, 4096)).toString('latin1')
      return content.slice(0, content.indexOf('\0'))
    }
    const texts = (...wanted: number[]) => Promise.all(tags.filter(({ tag }) => wanted.includes(tag)).map(({ value }) => text(value)))
    const folders = (await texts(TAG_RPATH, TAG_RUNPATH)).flatMap((list) => list.split(':').filter(Boolean))
    return {
      arch,
      needs: await texts(TAG_NEEDED),
      folders: folders.map((folder) => folder.replace(/\$(ORIGIN|\{ORIGIN\})/, dirname(path))),
    }
  } finally {
    await file.close()
  }
}

/** Where the loader looks beside its cache. */
const SYSTEM_FOLDERS = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib']

let known: { at: number; names: ReadonlySet<string> } | null = null

/** The loader's cache, names of libraries for any architecture, read anew when it changes; empty where there is none. */
async function cached(): Promise<ReadonlySet<string>> {
  const at = await stat('/etc/ld.so.cache').then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
  if (at === null) return new Set()
  if (known?.at === at) return known.names
  for (const command of ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']) {
    const found = await promisify(execFile)(command, ['-p']).catch(() => null)
    if (!found) continue
    known = { at, names: new Set([...found.stdout.matchAll(/^\t(\S+) /gm)].map((match) => match[1])) }
    return known.names
  }
  return new Set()
}

/**
 * Those of some libraries that Linux's loader would not find, in the order given.
 *
 * @param folders where it looks first: beside the file that needs them
 */
export async function missingLibraries(
  names: readonly string[],
  folders: readonly string[] = [],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  const inCache = await cached()
  const searched = [...folders, ...(environment.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS]
  const there = async (name: string) => {
    if (inCache.has(name)) return true
    for (const folder of searched) if (await isFile(join(folder, name))) return true
    return false
  }
  const found = await Promise.all(names.map(there))
  return names.filter((_, i) => !found[i])
}

/** What a library needs and the loader would not find; empty where nothing is missing, or it cannot be told. */
export async function missingFor(path: string): Promise<string[]> {
  const facts = process.platform === 'linux' ? await libraryFacts(path) : null
  return facts ? missingLibraries(facts.needs, facts.folders) : []
}

/** Null where a file is for this processor, or it cannot be told, otherwise a sentence. */
export async function wrongArchitecture(path: string): Promise<string | null> {
  const facts = process.platform === 'linux' ? await libraryFacts(path) : null
  if (!facts || facts.arch === process.arch) return null
  return say.engines.architecture(path, facts.arch, process.arch)
}

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  )

/** Names in a folder; none where it cannot be read. */
export const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
