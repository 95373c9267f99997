import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SUBJECTS = ['the cook', 'a waiter', 'my friend', 'our guest', 'the owner', 'a child']
const VERBS = ['praised', 'tasted', 'ordered', 'forgot', 'served', 'shared']
const OBJECTS = ['the soup', 'a warm dessert', 'some bread', 'the house wine', 'two fresh salads', 'an old recipe']
const ENDS = ['today', 'with great care', 'before the rain came', 'for the whole table', 'again', 'in the small kitchen']

/** Writes a labelled corpus of 1,296 different sentences, in a fixed mixed order; answers its path. */
export function writeCorpus(folder: string, name: string): string {
  const lines: string[] = []
  const count = SUBJECTS.length * VERBS.length * OBJECTS.length * ENDS.length
  for (let i = 0; i < count; i++) {
    // 785 has no common divisor with 1,296: every combination comes once.
    const at = (i * 785) % count
    const [s, v, o, e] = [at % 6, Math.floor(at / 6) % 6, Math.floor(at / 36) % 6, Math.floor(at / 216)]
    lines.push(`${v % 2 === 0 ? 'kind' : 'busy'}\t${SUBJECTS[s]} ${VERBS[v]} ${OBJECTS[o]} ${ENDS[e]}`)
  }
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
