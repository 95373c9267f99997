import { Home, dataFolder } from '../../lab/home'
import { rebuildStore } from '../../lab/records/rebuild'
import { defineCommand } from '../command'
import { EXIT } from '../terminal'
import { say } from '../../texts/terminal'

export const rebuildCommand = defineCommand({
  name: 'rebuild',
  summary: say.rebuild.summary,
  details: say.rebuild.details,
  options: {
    json: { type: 'flag', description: say.rebuild.options.json },
  },
  // Without a session: where it is needed, no lab opens.
  run: async ({ json, home }, _, terminal) => {
    const path = home ?? dataFolder(terminal.environment)
    const { runs, corpora, left, aside } = await rebuildStore(path)
    for (const sentence of left) terminal.err(`${sentence}\n`)
    if (json) terminal.out(`${JSON.stringify({ runs, corpora, left, aside }, null, 2)}\n`)
    else {
      terminal.err(`${say.rebuild.done(new Home(path).database, runs, corpora)}\n`)
      if (aside !== null) terminal.err(`${say.rebuild.aside(aside)}\n`)
    }
    return EXIT.done
  },
})
