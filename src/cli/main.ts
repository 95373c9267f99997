import { VERSION } from '../lab/version'
import { say } from '../texts/terminal'
import type { Command } from './command'
import { benchCommand } from './commands/bench'
import { compareCommand } from './commands/compare'
import { continueCommand } from './commands/continue'
import { corporaCommand } from './commands/corpora'
import { deleteCommand, restoreCommand } from './commands/delete'
import { duplicateCommand } from './commands/duplicate'
import { enginesCommand } from './commands/engines'
import { evaluateCommand } from './commands/evaluate'
import { generateCommand } from './commands/generate'
import { healthCommand } from './commands/health'
import { importCommand } from './commands/import'
import { pauseCommand, startCommand, stopCommand } from './commands/pause'
import { rebuildCommand } from './commands/rebuild'
import { reportCommand } from './commands/report'
import { resumeCommand } from './commands/resume'
import { runsCommand } from './commands/runs'
import { serveCommand } from './commands/serve'
import { tagCommand } from './commands/tag'
import { trainCommand } from './commands/train'
import { verifyCommand } from './commands/verify'
import { commandHelp, overview } from './text/help'
import { closest } from './arguments/closest'
import { parseCommand } from './arguments/parse'
import { Interrupted } from './session'
import { EXIT, type Terminal } from './terminal'
import { UsageError } from './arguments/usage'

export const COMMANDS: readonly Command[] = [
  importCommand,
  corporaCommand,
  trainCommand,
  pauseCommand,
  resumeCommand,
  startCommand,
  stopCommand,
  continueCommand,
  duplicateCommand,
  runsCommand,
  tagCommand,
  deleteCommand,
  restoreCommand,
  healthCommand,
  evaluateCommand,
  generateCommand,
  compareCommand,
  reportCommand,
  serveCommand,
  enginesCommand,
  verifyCommand,
  rebuildCommand,
  benchCommand,
]

/** Runs a command line (without the program's name) and answers its exit code; nothing is thrown. */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  try {
    if (name === 'help' && rest.length > 0) {
      terminal.out(commandHelp(findCommand(rest[0]), terminal.width()))
      return EXIT.done
    }
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      terminal.out(overview(COMMANDS, VERSION, terminal.width()))
      return EXIT.done
    }
    if (name === '--version' || name === '-V') {
      terminal.out(`${VERSION}\n`)
      return EXIT.done
    }
    const command = findCommand(name)
    const { values, positionals, help } = parseCommand(command, rest)
    if (help) {
      terminal.out(commandHelp(command, terminal.width()))
      return EXIT.done
    }
    return await command.run(values, positionals, terminal)
  } catch (error) {
    return explain(error, name, terminal)
  }
}

/** The command of a name; throws UsageError with the one that was meant, or all. */
function findCommand(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command) return command
  if (name.startsWith('-')) throw new UsageError(say.usage.commandFirst(name))
  const names = COMMANDS.map((candidate) => candidate.name)
  const meant = closest(name, names)
  throw new UsageError(meant === null ? say.usage.noCommand(name, names) : say.usage.meantCommand(name, meant))
}

function explain(error: unknown, name: string | undefined, terminal: Terminal): number {
  if (error instanceof Interrupted) {
    terminal.err(`${error.message}\n`)
    return error.code
  }
  if (error instanceof UsageError) {
    terminal.err(`${say.usage.more(error.message, COMMANDS.some((command) => command.name === name) ? `${name} ` : '')}\n`)
    return EXIT.usage
  }
  terminal.err(`${error instanceof Error ? error.message : String(error)}\n`)
  return EXIT.failed
}
