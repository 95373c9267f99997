/** Entry of the command line: `plenum …`. */
import { main } from './main'
import { processTerminal } from './terminal'

// A reader such as `head` that closes the pipe is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
// Where nobody reads the progress any more (a closed pipe, a terminal that is gone) the work goes on.
process.stderr.on('error', () => undefined)

process.exitCode = await main(process.argv.slice(2), processTerminal())
