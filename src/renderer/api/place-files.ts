import type { Bridge } from '../../shared/contract'

/** Where dropped or chosen files lie for the lab, and the name their corpus may carry. */
export interface Placed {
  paths: string[]
  /** The dropped folder's name; null for plain files, whose names the lab reads itself. */
  folder: string | null
}

/** Folder part of a path of either kind of separator; the path itself where it has none. */
export function parentOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return cut > 0 ? path.slice(0, cut) : path
}

/**
 * Places what was dropped on the window. On the desktop a dropped folder is one path; a browser cannot pass it, so its files
 * travel one by one into one folder on the server, which is then imported as the folder.
 * Must be called within the drop event: the browser empties the transfer afterwards.
 */
export async function placeDrop(bridge: Bridge, transfer: DataTransfer): Promise<Placed> {
  const files = [...transfer.files]
  if (bridge.door === 'desktop') return { paths: await bridge.placeFiles(files), folder: null }
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const folder = entries.length === 1 && entries[0].isDirectory ? (entries[0] as FileSystemDirectoryEntry) : null
  if (folder) return placeFolder(bridge, await filesOfFolder(folder), folder.name)
  const nested = await Promise.all(entries.map(everyFile))
  return { paths: await bridge.placeFiles(entries.length > 0 ? nested.flat() : files), folder: null }
}

/** Places the files of a folder chosen by `<input webkitdirectory>`: those lying directly in it, else those of its folders. */
export async function placeChosenFolder(bridge: Bridge, chosen: File[]): Promise<Placed> {
  const parts = chosen.map((file) => ({ file, path: file.webkitRelativePath.split('/') }))
  const direct = parts.filter(({ file, path }) => path.length === 2 && isSeen(file)).map(({ file }) => file)
  const inside = Map.groupBy(
    parts.filter(({ file, path }) => path.length === 3 && isSeen(file) && isSeen({ name: path[1] })),
    ({ path }) => path[1],
  )
  const named = [...inside].flatMap(([folder, files]) =>
    partsOf(
      folder,
      files.map(({ file }) => file),
    ),
  )
  return placeFolder(bridge, direct.length > 0 ? direct : named, parts[0]?.path[0] ?? '')
}

const isSeen = ({ name }: { name: string }): boolean => !name.startsWith('.')

/** Files of a folder within the one that is imported, named after it: they travel into one folder, and its name may be that of a split. */
const partsOf = (folder: string, files: readonly File[]): File[] =>
  files.map((file, i) => new File([file], `${folder}-${i + 1}-of-${files.length}-${file.name}`, { type: file.type }))

async function placeFolder(bridge: Bridge, files: File[], name: string): Promise<Placed> {
  const seen = files.filter(isSeen)
  if (seen.length === 0) return { paths: [], folder: name }
  const paths = await bridge.placeFiles(seen)
  return { paths: [parentOf(paths[0])], folder: name }
}

/** The files directly in a folder, else those of its folders. */
async function filesOfFolder(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const direct = (await filesOf(folder)).filter(isSeen)
  if (direct.length > 0) return direct
  const inside = (await entriesOf(folder)).filter((entry) => entry.isDirectory && isSeen(entry))
  const files = await Promise.all(
    inside.map(async (entry) => partsOf(entry.name, (await filesOf(entry as FileSystemDirectoryEntry)).filter(isSeen))),
  )
  return files.flat()
}

async function everyFile(entry: FileSystemEntry): Promise<File[]> {
  return entry.isDirectory ? filesOf(entry as FileSystemDirectoryEntry) : [await fileOf(entry as FileSystemFileEntry)]
}

async function filesOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = await entriesOf(folder)
  return Promise.all(entries.filter((entry) => entry.isFile).map((entry) => fileOf(entry as FileSystemFileEntry)))
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return all
    all.push(...entries)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}
