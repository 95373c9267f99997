import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const THINGS = ['soup', 'bread', 'wine', 'salad', 'dessert', 'table', 'menu', 'kitchen', 'waiter', 'garden']
const VIEWS = ['was better than', 'was worse than', 'was just like', 'had nothing of', 'reminded us of']

/**
 * Writes a gzipped CSV of 600 reviews with a headline and a remark, each in a column of its own, and a verdict; the sentence
 * `we will come back` stands in it 60 times. Answers its path.
 */
export function writeTable(folder: string, name: string): string {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const [a, b, view] = [THINGS[i % 10], THINGS[Math.floor(i / 10) % 10], VIEWS[Math.floor(i / 100) % 5]]
    const remark = i % 10 === 0 ? 'we will come back' : `the ${a}, on evening ${i}, ${view} the ${b}`
    return `${i},"a headline about the ${a}, as ever","${remark}",${i % 3 === 0 ? 'good' : 'bad'}`
  })
  const path = join(folder, name)
  writeFileSync(path, gzipSync(`nr,headline,remark,verdict\n${rows.join('\n')}\n`))
  return path
}
