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
  if (folder) return placeFolder(bridge, await filesOf(folder), folder.name)
  const nested = await Promise.all(entries.map(everyFile))
  return { paths: await bridge.placeFiles(entries.length > 0 ? nested.flat() : files), folder: null }
}

/** Places the files of a folder chosen by `<input webkitdirectory>`: only those lying directly in it. */
export async function placeChosenFolder(bridge: Bridge, chosen: File[]): Promise<Placed> {
  const direct = chosen.filter((file) => file.webkitRelativePath.split('/').length === 2)
  return placeFolder(bridge, direct, chosen[0]?.webkitRelativePath.split('/')[0] ?? '')
}

async function placeFolder(bridge: Bridge, files: File[], name: string): Promise<Placed> {
  const seen = files.filter((file) => !file.name.startsWith('.'))
  if (seen.length === 0) return { paths: [], folder: name }
  const paths = await bridge.placeFiles(seen)
  return { paths: [parentOf(paths[0])], folder: name }
}

async function everyFile(entry: FileSystemEntry): Promise<File[]> {
  return entry.isDirectory ? filesOf(entry as FileSystemDirectoryEntry) : [await fileOf(entry as FileSystemFileEntry)]
}

async function filesOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader()
  const files: Promise<File>[] = []
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return Promise.all(files)
    for (const entry of entries) if (entry.isFile) files.push(fileOf(entry as FileSystemFileEntry))
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}
