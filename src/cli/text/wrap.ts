/** Characters that take two cells of a terminal: East Asian wide ones and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
/** Characters that take none: marks that join the one before them. */
const JOINED = /[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f]/u

const cellsOf = (character: string): number => (JOINED.test(character) ? 0 : WIDE.test(character) ? 2 : 1)

/** Cells of a terminal that a text takes. */
export function cells(text: string): number {
  let taken = 0
  for (const character of text) taken += cellsOf(character)
  return taken
}

/** The beginning of a text that fits into so many cells. */
export function cut(text: string, width: number): string {
  let taken = 0
  let kept = ''
  for (const character of text) {
    taken += cellsOf(character)
    if (taken > width) break
    kept += character
  }
  return kept
}

/** A text with blanks after it, or before it, up to so many cells. */
export const pad = (text: string, width: number, right = false): string => {
  const blanks = ' '.repeat(Math.max(0, width - cells(text)))
  return right ? blanks + text : text + blanks
}

/** A text in lines of at most so many cells, broken at blanks, but not at fixed ones; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/[ \n]+/).filter((part) => part !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && cells(last) + 1 + cells(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
