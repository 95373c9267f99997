import type { Command } from './command'

/**
 * The commands that fit what was typed, best first: every word must stand in the title, the detail or the other words, in any order.
 * The start of the title is worth most, then starts of its words, then anything within; among equals what is few comes
 * first, then ways to something, then deeds to it, each in their order.
 */
export function rank(commands: readonly Command[], query: string, most: number): Command[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return commands.filter((command) => !command.minor).slice(0, most)
  return commands
    .map((command) => ({ command, worth: worthOf(command, words) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ command }) => command)
}

/** 0 where a word is missing. */
function worthOf(command: Command, words: readonly string[]): number {
  const title = command.title.toLocaleLowerCase()
  const others = `${command.detail ?? ''} ${command.words ?? ''}`.toLocaleLowerCase()
  let worth = (2 - (command.minor ?? 0)) / 4
  for (const word of words) {
    const at = title.indexOf(word)
    if (at === 0) worth += 8
    else if (startsWord(title, word)) worth += 5
    else if (startsWord(others, word)) worth += 3
    else if (at > 0) worth += 2
    else if (others.includes(word)) worth += 1
    else return 0
  }
  return worth
}

/** Whether a word begins so; signs before letters, as in |b|, do not count. */
function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\d]/u.test(text[at - 1])) return true
  }
  return false
}
