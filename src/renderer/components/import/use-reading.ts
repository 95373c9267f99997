import { computed, type WritableComputedRef } from 'vue'
import type { FileOptions, ImportOptions } from '../../../shared/import-options'
import { useImportDraft } from '../../stores/import-draft'
import { texts } from '../../texts'

/** Choices that stand for no value of an option: none at all, and for a single file what holds for all. */
const NONE = '\0none'
const AS_ALL = '\0all'

type Key = Exclude<keyof FileOptions, 'split'>

/** How the files, or the one file that corrections are for, are read: a choice for each option, which the form binds. */
export function useReading() {
  const draft = useImportDraft()
  const words = texts.preview

  const files = computed(() => (draft.preview?.files ?? []).filter(({ path }) => draft.scope === null || path === draft.scope))
  const own = computed<FileOptions>(() => (draft.scope === null ? {} : (draft.options.files[draft.scope] ?? {})))

  function set<K extends Key>(key: K, value: ImportOptions[K] | undefined): void {
    if (draft.scope !== null) draft.setOwn(draft.scope, key, value as FileOptions[K])
    else if (value !== undefined) draft.options[key] = value as (typeof draft.options)[K]
  }

  const choice = <K extends Key>(key: K): WritableComputedRef<string> =>
    computed({
      get: () => (draft.scope === null ? draft.options[key] : (own.value[key] ?? AS_ALL)),
      set: (value) => set(key, value === AS_ALL ? undefined : (value as ImportOptions[K])),
    })

  /** A column that may also be none, which another option says. */
  function columnChoice(column: 'label_column' | 'split_column', without: 'labelled' | 'splits'): WritableComputedRef<string> {
    const single = choice(column)
    return computed({
      get: () => ((draft.scope === null ? draft.options[without] : own.value[without]) === 'no' ? NONE : single.value),
      set(value) {
        set(without, value === NONE ? 'no' : draft.scope === null ? 'auto' : undefined)
        single.value = value !== NONE ? value : draft.scope === null ? '' : AS_ALL
      },
    })
  }

  /** What the present file is, whatever its name says. */
  const split = computed({
    get: () => own.value.split ?? AS_ALL,
    set: (value) => {
      if (draft.scope !== null) draft.setOwn(draft.scope, 'split', value === AS_ALL ? undefined : (value as FileOptions['split']))
    },
  })

  /** The choices with what a single file may have besides. */
  const offered = (choices: Readonly<Record<string, string>>): Record<string, string> =>
    draft.scope === null ? { ...choices } : { [AS_ALL]: words.asAll, ...choices }

  return { files, choice, columnChoice, split, offered, NONE, AS_ALL }
}
