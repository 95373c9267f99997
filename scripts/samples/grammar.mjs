/**
 * Makes the sample corpus `grammar.tsv`: every combination of the five factors equally often, no sentence twice.
 * Usage: node scripts/samples/grammar.mjs [folder]; the folder is resources/samples by default.
 */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ADJECTIVES, BE, DETERMINERS, FEELINGS, INTENSIFIERS, MODIFIERS, PEOPLE, PRONOUNS, TIMES, TOPICS } from './grammar-words.mjs'
import { randomIntegers, shuffled } from './random.mjs'

const SEED = 783435
const SENTENCES_PER_COMBINATION = 56
const FACTORS = {
  sentiment: ['positive', 'negative'],
  topic: Object.keys(TOPICS),
  tense: ['past', 'present', 'future'],
  number: ['singular', 'plural'],
  length: ['short', 'medium', 'long'],
}
/** Words of a sentence, its stops included. */
const LENGTHS = { short: [5, 7], medium: [8, 12], long: [13, 20] }

const int = randomIntegers(SEED)
const pick = (items) => items[int(items.length)]

const be = (tense, number) => (tense === 'future' ? 'will be' : BE[tense][number])
const link = (verb, tense, number) => (tense === 'future' ? `will ${verb.plural}` : tense === 'past' ? verb.past : verb[number])
const feel = ([plain, third, past], tense, number) =>
  tense === 'future' ? `will ${plain}` : tense === 'past' ? past : number === 'singular' ? third : plain

/** One sentence of the grammar; its length is left to chance within the templates. */
function sentence({ sentiment, topic, tense, number, length }) {
  const { nouns, link: verb, places, adjectives } = TOPICS[topic]
  const [good, better] = shuffled([...adjectives[sentiment], ...ADJECTIVES[sentiment]], int)
  const noun = pick(nouns)[number]
  const the = pick(DETERMINERS[number])
  const very = pick(INTENSIFIERS)
  const place = pick(places)
  const time = pick(TIMES[tense])
  const person = pick(PEOPLE)
  const feels = `${person.text} ${feel(pick(FEELINGS[sentiment]), tense, person.number)}`
  const { subject, object } = PRONOUNS[number]
  const is = pick([be(tense, number), link(verb, tense, number)])
  const modified = `${the} ${pick(MODIFIERS)} ${noun}`
  const templates = {
    short: [`${the} ${noun} ${is} ${good} .`, `${the} ${noun} ${is} ${very} ${good} .`, `${feels} ${the} ${noun} .`],
    medium: [
      `${modified} ${place} ${is} ${very} ${good} .`,
      `${time} ${the} ${noun} ${is} ${very} ${good} .`,
      `${the} ${noun} ${place} ${is} ${good} and ${better} .`,
      `${feels} ${the} ${good} ${noun} ${place} .`,
    ],
    long: [
      `${time} ${modified} ${place} ${is} ${very} ${good} , and ${feels} ${object} .`,
      `${the} ${noun} ${place} ${is} ${good} and ${better} , so ${feels} ${object} ${time} .`,
      `${feels} ${the} ${noun} ${place} ${time} because ${subject} ${be(tense, number)} ${very} ${good} and ${better} .`,
    ],
  }
  return pick(templates[length])
}

function combinations() {
  return Object.entries(FACTORS).reduce(
    (all, [factor, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [factor]: value }))),
    [{}],
  )
}

function sentencesOf(factors) {
  const [fewest, most] = LENGTHS[factors.length]
  const found = new Set()
  while (found.size < SENTENCES_PER_COMBINATION) {
    const text = sentence(factors)
    const words = text.split(' ').length
    if (words >= fewest && words <= most) found.add(text)
  }
  return [...found].map((text) => `${Object.values(factors).join('|')}\t${text}\n`)
}

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../resources/samples')
writeFileSync(join(folder, 'grammar.tsv'), shuffled(combinations().flatMap(sentencesOf), int).join(''))
