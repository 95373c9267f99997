import type { Command } from './command'
import { expected } from './parse'
import { table } from './table'

/** The overview of all commands. */
export function overview(commands: readonly Command[], version: string): string {
  return [
    `Plenum ${version}: a lab for text variational autoencoders.`,
    '',
    'Usage: plenum COMMAND [options]',
    '',
    table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    '',
    '"plenum COMMAND --help" tells the options of a command, "plenum --version" the version.',
    '',
    'Example:  plenum train --corpus sample --objective vae dg --preset tiny',
    '',
  ].join('\n')
}

/** The help of one command. */
export function commandHelp({ name, summary, details, positionals, options }: Command): string {
  const rows = Object.entries(options).map(([option, specification]) => {
    const { type, description } = specification
    const value = type === 'flag' ? '' : type === 'text' ? specification.value : type === 'choice' ? specification.choices.join('|') : 'N'
    const several = 'multiple' in specification && specification.multiple ? '…' : ''
    const range = type === 'integer' || type === 'number' ? ` (${expected(options, option)})` : ''
    const standard = 'default' in specification && specification.default !== undefined ? ` [${specification.default}]` : ''
    return [`  --${option}${value && ` ${value}`}${several}`, `${description}${range}${standard}`]
  })
  const lines = [`Usage: plenum ${name}${positionals ? ` ${positionals.label}` : ''} [options]`, '', `${summary}.`]
  if (positionals) lines.push('', table([[`  ${positionals.label}`, positionals.description]]))
  lines.push('', table(rows))
  if (details) lines.push('', details)
  return `${lines.join('\n')}\n`
}
