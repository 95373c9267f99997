import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** A small JSON file of the app's own: whole at every moment, and nothing where it cannot be read. */
export class JsonFile<T> {
  /** @param schema what it must hold; anything else counts as missing */
  constructor(
    private readonly path: string,
    private readonly schema: z.ZodType<T>,
  ) {}

  read(): T | null {
    try {
      return this.schema.parse(JSON.parse(readFileSync(this.path, 'utf8')))
    } catch {
      return null
    }
  }

  /** Writes at once: it is called where the app may end next. A disk that takes nothing costs only the memory of it. */
  write(value: T): void {
    const temporary = `${this.path}.${process.pid}.part`
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      writeFileSync(temporary, JSON.stringify(value))
      renameSync(temporary, this.path)
    } catch (error) {
      process.stderr.write(`${this.path} could not be written: ${String(error)}\n`)
    }
  }
}
