import { say } from '../../texts/terminal'
import type { Command } from '../command'
import { expected } from '../arguments/parse'
import { table } from './table'
import type { Options } from '../arguments/usage'

/** The overview of all commands. */
export function overview(commands: readonly Command[], version: string): string {
  const words = say.usage.overview
  return [
    words.title(version),
    '',
    words.usage,
    '',
    table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    '',
    words.more,
    '',
    words.example,
    '',
  ].join('\n')
}

/** The help of one command: its options, then those under headings. */
export function commandHelp({ name, summary, details, positionals, options }: Command): string {
  const rows = Object.keys(options).map((option) => ({ group: options[option].group, row: optionRow(options, option) }))
  const width = Math.max(...rows.map(({ row }) => row[0].length))
  const lines = [say.usage.ofCommand(name, positionals ? ` ${positionals.label}` : ''), '', say.usage.summary(summary)]
  if (positionals) lines.push('', table([[`  ${positionals.label}`, positionals.description]]))
  for (const [group, ofGroup] of [...Map.groupBy(rows, (one) => one.group)].sort(([a], [b]) => Number(!!a) - Number(!!b)))
    lines.push('', ...(group ? [group] : []), table(ofGroup.map(({ row: [option, meaning] }) => [option.padEnd(width), meaning])))
  if (details) lines.push('', details)
  return `${lines.join('\n')}\n`
}

/** An option with its value, and its meaning with range and default. */
function optionRow(options: Options, option: string): [string, string] {
  const specification = options[option]
  const { type, description } = specification
  const value = type === 'flag' ? '' : type === 'text' ? specification.value : type === 'choice' ? specification.choices.join('|') : 'N'
  const several = 'multiple' in specification && specification.multiple ? '…' : ''
  const range = type === 'integer' || type === 'number' ? ` (${expected(options, option)})` : ''
  const standard = 'default' in specification && specification.default !== undefined ? ` [${specification.default}]` : ''
  return [`  --${option}${value && ` ${value}`}${several}`, `${description}${range}${standard}`]
}
