/** About the width of a letter at 11 px. */
export const LETTER = 6.4

/** A text that fits into a width at 11 px, its end cut off by an ellipsis; empty where not even a few letters would fit. */
export function fitText(text: string, width: number): string {
  const letters = Math.floor(width / LETTER)
  if (text.length <= letters) return text
  return letters < 4 ? '' : `${text.slice(0, letters - 1).trimEnd()}…`
}
