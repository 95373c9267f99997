/** The words of one sentence, start and end symbols left out; no word holds a space. */
export type Sentence = readonly string[]

/** Orders of the n-grams that BLEU, self-BLEU and distinct are given for: 1 to 4. */
export const ORDERS = [1, 2, 3, 4] as const

/** All n-grams of one order, in order of appearance, words joined by a space; none where the sentence is shorter. */
export function nGrams(sentence: Sentence, order: number): string[] {
  return Array.from({ length: Math.max(0, sentence.length - order + 1) }, (_, i) => sentence.slice(i, i + order).join(' '))
}

/** How often each n-gram of one order occurs. */
export function countNGrams(sentence: Sentence, order: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const gram of nGrams(sentence, order)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return counts
}
