import { CircleHelp, Contrast, FileDown, FolderOpen, Keyboard, Monitor, Moon, Play, Search, Sun, TextSearch, Undo2 } from '@lucide/vue'
import { useRouter } from 'vue-router'
import { provideCommands, useCommands } from '../stores/commands'
import { useConnection } from '../stores/connection'
import { useCorpora } from '../stores/corpora'
import { useExperiment } from '../stores/experiment'
import { useNotices } from '../stores/notices'
import { useRunActs } from '../stores/run-acts'
import { useRuns } from '../stores/runs'
import { CONTRASTS, THEMES, useUi } from '../stores/ui'
import { texts } from '../texts'
import type { Command } from './command'
import { corpusCommands } from './corpus-commands'
import { placeCommands } from './place-commands'
import { runCommands } from './run-commands'

/** Opens the window's own choosers of files. */
export interface Choosers {
  files(): void
  folder(): void
}

/** The page's own field for searching, where it has one. */
const searchField = () => document.querySelector<HTMLInputElement>('main [role=searchbox]')

/** The commands that are there on every page. Call once, in the window's root. */
export function useAppCommands(choosers: Choosers): void {
  const router = useRouter()
  const commands = useCommands()
  const connection = useConnection()
  const corpora = useCorpora()
  const runs = useRuns()
  const ui = useUi()
  const experiment = useExperiment()
  const acts = useRunActs()
  const notices = useNotices()
  const words = texts.commands
  const themeIcons = { system: Monitor, light: Sun, dark: Moon }

  provideCommands(() => placeCommands(router))
  provideCommands((): Command[] => [
    { id: 'do.files', group: 'do', title: words.openFiles, words: words.openWords, keys: 'mod+o', icon: FileDown, run: choosers.files },
    { id: 'do.folder', group: 'do', title: words.openFolder, words: words.openWords, icon: FolderOpen, run: choosers.folder },
    {
      id: 'do.search',
      group: 'do',
      title: words.search,
      keys: '/',
      icon: TextSearch,
      when: () => searchField() !== null,
      run: () => searchField()?.focus(),
    },
    ...(notices.offers.some(({ action }) => action)
      ? [{ id: 'do.undo', group: 'do', title: words.undo, keys: 'mod+z', icon: Undo2, run: notices.actOnNewest } as const]
      : []),
    ...(connection.interrupted.length > 0
      ? [{ id: 'do.resume-all', group: 'do', title: words.resumeAll, icon: Play, run: connection.resumeInterrupted } as const]
      : []),
  ])
  provideCommands(() => corpusCommands(corpora.list, router, (id) => (experiment.corpus = id)))
  provideCommands(() => runCommands(runs.list, router, acts.act))
  provideCommands((): Command[] => [
    ...THEMES.map((theme): Command => ({
      id: `look.theme.${theme}`,
      group: 'look',
      title: words.themes[theme],
      icon: themeIcons[theme],
      run: () => (ui.kept.theme = theme),
    })),
    ...CONTRASTS.map((contrast): Command => ({
      id: `look.contrast.${contrast}`,
      group: 'look',
      title: words.contrasts[contrast],
      icon: Contrast,
      run: () => (ui.kept.contrast = contrast),
    })),
  ])
  const show = (sheet: NonNullable<typeof commands.sheet>) => () => void (commands.sheet = sheet)
  provideCommands((): Command[] => [
    { id: 'help.palette', group: 'help', title: words.palette, keys: 'mod+k', icon: Search, run: show('palette') },
    { id: 'help.shortcuts', group: 'help', title: words.shortcuts, keys: '?', icon: Keyboard, run: show('shortcuts') },
    { id: 'help.about', group: 'help', title: words.about, icon: CircleHelp, run: show('about') },
  ])
}
