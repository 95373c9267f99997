import { Database, FlaskConical } from '@lucide/vue'
import type { Router } from 'vue-router'
import type { CorpusRecord } from '../../shared/corpus'
import { texts } from '../texts'
import type { Command } from './command'

/** What can be done with each corpus, by its name. */
export function corpusCommands(corpora: readonly CorpusRecord[], router: Router, choose: (id: string) => void): Command[] {
  return corpora.flatMap(({ id, name }): Command[] => [
    {
      id: `corpus.open:${id}`,
      group: 'corpora',
      title: texts.commands.openCorpus(name),
      icon: Database,
      minor: 1,
      run: () => router.push({ name: 'corpora', params: { id } }),
    },
    {
      id: `corpus.train:${id}`,
      group: 'corpora',
      title: texts.commands.trainOn(name),
      icon: FlaskConical,
      minor: 2,
      run: () => {
        choose(id)
        return router.push({ name: 'experiment' })
      },
    },
  ])
}
