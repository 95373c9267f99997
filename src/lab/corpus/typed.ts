import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import { UNKNOWN, type OpenCorpus } from './corpus'
import { readSentence } from './reading/sentence'

/** The four special symbols; a typed one is read as <unk>, as in an import. */
const SPECIALS = 4

/**
 * Sentences from outside as the corpus would have read them: of each the word ids, and the words that the corpus does not know, which
 * became <unk>, each once.
 * @throws LabError `bad_request` naming the first sentence that is blank or too long.
 */
export function readTyped({ words, record }: OpenCorpus, texts: readonly string[]): { sentences: number[][]; unknown: string[][] } {
  const ids = new Map(words.map((word, id) => [word, id]))
  const unknown: string[][] = []
  const sentences = texts.map((text, index) => {
    const read = readSentence(text, record.options)
    const place = texts.length === 1 ? null : index + 1
    if (read === 'too-long') throw new LabError('bad_request', say.corpus.typedTooLong(place, record.options.max_length))
    if (typeof read === 'string') throw new LabError('bad_request', say.corpus.typedEmpty(place))
    const strange = new Set<string>()
    const sentence = read.map((word) => {
      const id = ids.get(word)
      if (id !== undefined && id >= SPECIALS) return id
      strange.add(word)
      return UNKNOWN
    })
    unknown.push([...strange])
    return sentence
  })
  return { sentences, unknown }
}
