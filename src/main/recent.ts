import { basename } from 'node:path'
import { z } from 'zod'
import type { JsonFile } from './json-file'

export const recentSchema = z.array(z.string()).max(100)

/** Entries of the list. */
const MOST = 10

/** The system's own list of recent documents, where there is one (macOS, Windows). */
export interface SystemList {
  add(path: string): void
  clear(): void
}

/** The files that were imported last, newest first: for the menu, and for the system's list where there is one. */
export class Recent {
  private paths: string[]

  constructor(
    private readonly file: JsonFile<string[]>,
    private readonly system: SystemList | null,
    private readonly changed: () => void,
  ) {
    this.paths = file.read() ?? []
  }

  get list(): readonly string[] {
    return this.paths
  }

  add(paths: readonly string[]): void {
    this.keep([...paths, ...this.paths.filter((path) => !paths.includes(path))].slice(0, MOST))
    for (const path of paths) this.system?.add(path)
  }

  clear(): void {
    this.keep([])
    this.system?.clear()
  }

  private keep(paths: string[]): void {
    this.paths = paths
    this.file.write(paths)
    this.changed()
  }
}

/** What a menu calls a path: its name, and its folder's where two would be called the same. */
export function menuNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path))
  return paths.map((path, i) => (names.filter((name) => name === names[i]).length > 1 ? path : names[i]))
}
