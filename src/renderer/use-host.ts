import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import type { HostEvent } from '../shared/host'
import { lab } from './api/lab'
import { useCommands } from './stores/commands'
import { useImportDraft } from './stores/import-draft'

/** Does what the surroundings want of the window: a menu's command, files to look into, the way to where a notification leads. */
export function useHost(): void {
  const router = useRouter()
  const commands = useCommands()
  const draft = useImportDraft()

  function obey(event: HostEvent): void {
    if (event.kind === 'command') {
      commands.sheet = null
      commands.run(event.id)
    } else if (event.kind === 'address') void router.push(event.address)
    else if (draft.stage !== 'importing') {
      void draft.open(Promise.resolve({ paths: event.paths, folder: null }))
      void router.push({ name: 'corpora' })
    }
  }

  onScopeDispose(lab().bridge.onHost(obey))
}
