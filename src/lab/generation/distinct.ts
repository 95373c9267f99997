import { nGrams, ORDERS, type Sentence } from './n-grams'

/**
 * Distinct-1 to distinct-4 (Li et al. 2016): different n-grams of all sentences together over their number, in percent.
 * 0 where the sentences are too short for an n-gram of an order.
 */
export function distinct(sentences: readonly Sentence[]): number[] {
  return ORDERS.map((order) => {
    const different = new Set<string>()
    let count = 0
    for (const sentence of sentences) {
      const grams = nGrams(sentence, order)
      count += grams.length
      for (const gram of grams) different.add(gram)
    }
    return count === 0 ? 0 : (100 * different.size) / count
  })
}
