import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { importCorpus } from '../corpus/importing/import'
import { Random } from '../random'
import { peakMemory, round, summarise, timesOf, type Times } from './measure'

export interface ImportFigures extends Times {
  lines: number
  rounds: number
  words: number
  megabytes: number
  lines_per_second: number
  peak_memory_mib: number
}

/** Times the import of a file of random lines of ten words, whose words are as frequent as a language's (Zipf). */
export async function benchImport({ lines, rounds }: { lines: number; rounds: number }): Promise<ImportFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-bench-'))
  try {
    const path = join(folder, 'lines.txt')
    await writeLines(path, lines)
    const { size } = await stat(path)
    let words = 0
    const times = await timesOf(rounds, async (round) => {
      const { splits } = await importCorpus({
        source: { paths: [path] },
        name: 'bench',
        options: {},
        directory: join(folder, `corpus-${round}`),
        id: 'bench',
        signal: new AbortController().signal,
        onProgress: () => {},
      })
      words = splits.train.tokens + splits.valid.tokens + splits.test.tokens
    })
    const summary = summarise(times)
    return {
      lines,
      rounds,
      words,
      megabytes: round(size / 1e6, 1),
      ...summary,
      lines_per_second: Math.round((lines * 1000) / summary.ms_median),
      peak_memory_mib: peakMemory(),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeLines(path: string, lines: number): Promise<void> {
  const random = new Random('lines')
  const word = () => `word${Math.floor(1 / (random.uniform() + 2e-5))}`
  const file = createWriteStream(path)
  for (let from = 0; from < lines; from += 10_000) {
    let text = ''
    for (let line = from; line < Math.min(lines, from + 10_000); line++) text += `${Array.from({ length: 10 }, word).join(' ')}\n`
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
}
