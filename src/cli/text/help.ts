import { say } from '../../texts/terminal'
import { expected } from '../arguments/parse'
import type { Options } from '../arguments/usage'
import type { Command } from '../command'
import { definitions } from './definitions'
import { wrap } from './wrap'

/** Wider lines are hard to read. */
const WIDEST = 110
/** Choices that together take more cells than this stand among the meaning instead of beside the option. */
const LONG_CHOICES = 24

/** The overview of all commands, in lines of at most `columns` cells. */
export function overview(commands: readonly Command[], version: string, columns: number): string {
  const words = say.usage.overview
  const width = Math.min(columns, WIDEST)
  const parts = [
    words.title(version),
    words.usage,
    definitions(
      commands.map(({ name, summary }) => [name, summary]),
      width,
    ),
    wrap(words.more, width).join('\n'),
    words.example,
  ]
  return `${parts.join('\n\n')}\n`
}

/** The help of one command: its options, then those under headings, then what else there is to say. */
export function commandHelp({ name, summary, details = [], positionals, options }: Command, columns: number): string {
  const width = Math.min(columns, WIDEST)
  const parts = [say.usage.ofCommand(name, positionals ? ` ${positionals.label}` : ''), wrap(say.usage.summary(summary), width).join('\n')]
  if (positionals) parts.push(definitions([[positionals.label, positionals.description]], width))
  const rows = Object.keys(options).map((option) => ({ group: options[option].group, row: optionRow(options, option) }))
  for (const [group, ofGroup] of [...Map.groupBy(rows, (one) => one.group)].sort(([a], [b]) => Number(!!a) - Number(!!b))) {
    const shown = definitions(
      ofGroup.map(({ row }) => row),
      width,
    )
    parts.push(group ? `${group}\n${shown}` : shown)
  }
  for (const detail of typeof details === 'string' ? [details] : details)
    parts.push(typeof detail === 'string' ? wrap(detail, width).join('\n') : `${detail.title}\n${definitions(detail.rows, width)}`)
  return `${parts.join('\n\n')}\n`
}

/** An option with its value, and its meaning with range and default. */
function optionRow(options: Options, option: string): [string, string] {
  const specification = options[option]
  const { type, description } = specification
  const choices = type === 'choice' ? specification.choices.join('|') : ''
  const long = choices.length > LONG_CHOICES
  const value =
    type === 'flag' ? '' : type === 'text' ? specification.value : type === 'choice' ? (long ? say.usage.name : choices) : say.usage.number
  const several = 'multiple' in specification && specification.multiple && !value.includes(' ') ? '…' : ''
  const ranged = type === 'integer' || type === 'number' || long
  const range = ranged ? ` (${expected(options, option)})` : ''
  const standard = specification.standard ?? ('default' in specification ? specification.default : undefined)
  return [`--${option}${value && ` ${value}`}${several}`, `${description}${range}${standard === undefined ? '' : ` [${standard}]`}`]
}
