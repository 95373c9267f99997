import { nGrams, type Sentence } from './n-grams'

export interface RougeScore {
  precision: number
  recall: number
  /** 2·p·r / (p + r + 1e-8). */
  f: number
}

export interface Rouge {
  rouge1: RougeScore
  rouge2: RougeScore
  rougeL: RougeScore
}

/**
 * As the paper's code does, a full stop ends a sentence of a text and is no word, wherever it stands: `it 's 3.5 .` is
 * `it 's 3` and `5`.
 */
function sentencesOf(text: Sentence): string[][] {
  return text
    .join(' ')
    .split('.')
    .map((part) => part.split(' ').filter((word) => word !== ''))
    .filter((words) => words.length > 0)
}

function scoreOf(overlap: number, hypothesis: number, reference: number): RougeScore {
  const precision = hypothesis === 0 ? 0 : overlap / hypothesis
  const recall = reference === 0 ? 0 : overlap / reference
  return { precision, recall, f: (2 * precision * recall) / (precision + recall + 1e-8) }
}

/** Different n-grams in common over those of either side. */
function rougeN(hypothesis: Sentence, reference: Sentence, order: number): RougeScore {
  const [ours, theirs] = [new Set(nGrams(hypothesis, order)), new Set(nGrams(reference, order))]
  const common = [...ours].filter((gram) => theirs.has(gram))
  return scoreOf(common.length, ours.size, theirs.size)
}

/** Words of a longest common subsequence; of several, one whose words stand late in `a`. */
function commonWords(a: Sentence, b: Sentence): string[] {
  const width = b.length + 1
  const lengths = new Int32Array((a.length + 1) * width)
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      lengths[i * width + j] =
        a[i - 1] === b[j - 1] ? lengths[(i - 1) * width + j - 1] + 1 : Math.max(lengths[(i - 1) * width + j], lengths[i * width + j - 1])
  const words: string[] = []
  for (let i = a.length, j = b.length; i > 0 && j > 0;)
    if (a[i - 1] === b[j - 1]) {
      words.push(a[i - 1])
      i--
      j--
    } else if (lengths[(i - 1) * width + j] > lengths[i * width + j - 1]) i--
    else j--
  return words
}

/** Different words of the longest common subsequences of all pairs of sentences over the different words of either side. */
function rougeL(hypothesis: readonly Sentence[], reference: readonly Sentence[]): RougeScore {
  const common = new Set(reference.flatMap((theirs) => hypothesis.flatMap((ours) => commonWords(theirs, ours))))
  return scoreOf(common.size, new Set(hypothesis.flat()).size, new Set(reference.flat()).size)
}

/**
 * ROUGE-1, ROUGE-2 and ROUGE-L (Lin 2004) of a hypothesis against a reference, as shares from 0 to 1, as the paper's code
 * counts them: n-grams and words once however often they occur. 0 where either side is empty.
 */
export function rougeOf(hypothesis: Sentence, reference: Sentence): Rouge {
  const [ours, theirs] = [sentencesOf(hypothesis), sentencesOf(reference)]
  return {
    rouge1: rougeN(ours.flat(), theirs.flat(), 1),
    rouge2: rougeN(ours.flat(), theirs.flat(), 2),
    rougeL: rougeL(ours, theirs),
  }
}

/**
 * Means of `rougeOf` over pairs, f as well.
 *
 * @throws RangeError where there are no hypotheses, or not as many references.
 */
export function rouge(hypotheses: readonly Sentence[], references: readonly Sentence[]): Rouge {
  if (hypotheses.length === 0 || hypotheses.length !== references.length)
    throw new RangeError(`ROUGE compares pairs: ${hypotheses.length} hypotheses and ${references.length} references make none.`)
  const scores = hypotheses.map((hypothesis, i) => rougeOf(hypothesis, references[i]))
  const mean = (part: (score: Rouge) => number) => scores.reduce((sum, score) => sum + part(score), 0) / scores.length
  const meanOf = (kind: keyof Rouge): RougeScore => ({
    precision: mean((score) => score[kind].precision),
    recall: mean((score) => score[kind].recall),
    f: mean((score) => score[kind].f),
  })
  return { rouge1: meanOf('rouge1'), rouge2: meanOf('rouge2'), rougeL: meanOf('rougeL') }
}
