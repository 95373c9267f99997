import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { LabError } from '../../../shared/contract'
import { say } from '../../../texts/lab'

/** Buffered bytes that are written out at once. */
const FLUSH_BYTES = 262_144

/** Writes one binary file through a buffer, hashing it on the way. Numbers are little-endian. */
export class FileWriter {
  private buffer = Buffer.allocUnsafe(FLUSH_BYTES + 65_536)
  private used = 0
  private readonly hash = createHash('sha256')
  /** Bytes added so far. */
  length = 0

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(path, await open(path, 'wx').catch(toSentence(path)))
  }

  uint16(value: number): void {
    this.used = this.room(2).writeUInt16LE(value, this.used)
    this.length += 2
  }

  uint32(value: number): void {
    this.used = this.room(4).writeUInt32LE(value, this.used)
    this.length += 4
  }

  float64(value: number): void {
    this.used = this.room(8).writeDoubleLE(value, this.used)
    this.length += 8
  }

  text(value: string): void {
    const written = this.room(value.length * 3).write(value, this.used, 'utf8')
    this.used += written
    this.length += written
  }

  /** Writes out what is buffered, where it is enough to be worth it. */
  async drain(): Promise<void> {
    if (this.used >= FLUSH_BYTES) await this.flush()
  }

  /** Writes the rest, syncs and closes the file; answers its SHA-256 in hexadecimal. */
  async finish(): Promise<string> {
    await this.flush()
    await this.file.sync().catch(toSentence(this.path))
    await this.file.close()
    return this.hash.digest('hex')
  }

  /** Closes the file as it is. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => {})
  }

  private async flush(): Promise<void> {
    const bytes = this.buffer.subarray(0, this.used)
    this.hash.update(bytes)
    await this.file.writeFile(bytes).catch(toSentence(this.path))
    this.used = 0
  }

  private room(bytes: number): Buffer {
    if (this.used + bytes > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.used + bytes))
      this.buffer.copy(grown, 0, 0, this.used)
      this.buffer = grown
    }
    return this.buffer
  }
}

function toSentence(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') throw new LabError('refused', say.corpus.diskFull(path))
    throw error
  }
}
