import { parquetWriteBuffer } from 'hyparquet-writer'
import type { ImportFixture } from './import-fixture'

/** Writes so many different sentences with three labels in turn as Parquet; answers the file's path. */
export function writeParquet(
  fixture: ImportFixture,
  name: string,
  count: number,
  codec?: 'SNAPPY' | 'UNCOMPRESSED',
  rowGroupSize = 25,
): Promise<string> {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: Array.from({ length: count }, (_, i) => `a parquet sentence number ${i}`), type: 'STRING' },
      { name: 'label', data: Array.from({ length: count }, (_, i) => i % 3), type: 'INT32' },
    ],
    codec,
    rowGroupSize,
  })
  return fixture.file(name, Buffer.from(bytes))
}
