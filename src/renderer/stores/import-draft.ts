import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { importOptionsSchema, type FileOptions, type ImportOptions } from '../../shared/import-options'
import type { Preview } from '../../shared/preview'
import { sentenceOf } from '../api/client'
import { lab } from '../api/lab'
import type { Placed } from '../api/place-files'
import { useCorpora } from './corpora'
import { texts } from '../texts'
import { useJobs } from './jobs'
import { useNotices } from './notices'

/** The one import being prepared: files placed, looked into, corrected, and at last imported. */
export const useImportDraft = defineStore('import-draft', () => {
  const stage = ref<'closed' | 'placing' | 'reading' | 'ready' | 'importing'>('closed')
  const placed = shallowRef<Placed | null>(null)
  const preview = shallowRef<Preview | null>(null)
  const options = reactive<ImportOptions>(importOptionsSchema.parse({}))
  const name = ref('')
  const error = ref<string | null>(null)
  /** A correction is on its way: what is shown is of before. */
  const looking = ref(false)
  const jobId = ref<string | null>(null)
  let asked = 0

  const job = computed(() => (jobId.value === null ? null : (useJobs().byId.get(jobId.value) ?? null)))
  const blocked = computed(() => preview.value?.remarks.some((remark) => remark.kind === 'problem') ?? true)
  /** Whether the seed and the shares matter: a split is missing among the files. */
  const cut = computed(() => (preview.value?.cut.length ?? 0) > 0)
  /** The file that corrections are for; null: all files. */
  const scope = ref<string | null>(null)

  /** Opens the preview for files that are still on their way to the lab. */
  async function open(placing: Promise<Placed>): Promise<void> {
    Object.assign(options, importOptionsSchema.parse({}))
    scope.value = null
    name.value = ''
    preview.value = null
    error.value = null
    jobId.value = null
    looking.value = false
    stage.value = 'placing'
    const mine = ++asked
    try {
      const arrived = await placing
      if (mine !== asked) return
      placed.value = arrived
      if (arrived.paths.length === 0) stage.value = 'closed'
      else await look()
    } catch (thrown) {
      if (mine !== asked) return
      error.value = sentenceOf(thrown)
      stage.value = 'ready'
    }
  }

  /** Corrects how a file is read, or with undefined takes its own choice back. */
  function setOwn<K extends keyof FileOptions>(path: string, key: K, value: FileOptions[K]): void {
    const own = { ...options.files[path], [key]: value }
    if (value === undefined) delete own[key]
    const { [path]: _, ...others } = options.files
    options.files = Object.keys(own).length > 0 ? { ...others, [path]: own } : others
  }

  /** Takes a column of a file for the sentences: in all files where all have it, else in this one. */
  function takeColumn(path: string, column: string): void {
    const columned = preview.value?.files.filter(({ columns }) => columns.length > 0) ?? []
    if (!columned.every(({ columns }) => columns.includes(column))) return setOwn(path, 'text_column', column)
    for (const file of columned) setOwn(file.path, 'text_column', undefined)
    options.text_column = column
  }

  /** Looks into the files with the present options; a later look overtakes an earlier one. */
  async function look(): Promise<void> {
    const files = placed.value
    if (!files) return
    const mine = ++asked
    if (!preview.value) stage.value = 'reading'
    looking.value = true
    try {
      const seen = await lab().request('corpora.preview', { paths: files.paths, options: { ...options } })
      if (mine !== asked || stage.value === 'closed') return
      preview.value = seen
      name.value ||= files.folder ?? seen.name
      error.value = null
    } catch (thrown) {
      if (mine !== asked) return
      error.value = sentenceOf(thrown)
    }
    looking.value = false
    if (stage.value === 'reading') stage.value = 'ready'
  }

  /**
   * Imports with the present options. Answers the corpus id, or null when it failed, was cancelled or went on in the background:
   * how it then ends is said where it can be seen.
   */
  async function start(): Promise<string | null> {
    const files = placed.value
    if (!files || blocked.value) return null
    const title = name.value
    error.value = null
    stage.value = 'importing'
    try {
      const source = { paths: files.paths }
      const started = await useCorpora().startImport({ source, name: title.trim() || null, options: { ...options } })
      jobId.value = started.id
      lab().bridge.tellHost({ kind: 'recent', paths: files.paths })
      const ended = await useJobs().settled(started.id)
      if (jobId.value !== started.id) {
        if (ended.state === 'failed') useNotices().say(texts.preview.failedBecause(title, ended.message))
        return null
      }
      if (ended.state === 'finished') {
        close()
        return ended.result
      }
      error.value = ended.state === 'cancelled' ? null : ended.message
    } catch (thrown) {
      error.value = sentenceOf(thrown)
    }
    jobId.value = null
    stage.value = 'ready'
    return null
  }

  /** Lets the import go on while the window does something else. */
  function leave(): void {
    jobId.value = null
    close()
  }

  async function cancel(): Promise<void> {
    if (jobId.value !== null) await useJobs().cancel(jobId.value)
  }

  function close(): void {
    asked++
    stage.value = 'closed'
    placed.value = null
    preview.value = null
  }

  return {
    stage,
    placed,
    preview,
    options,
    name,
    error,
    looking,
    job,
    blocked,
    cut,
    scope,
    setOwn,
    takeColumn,
    open,
    look,
    start,
    cancel,
    leave,
    close,
  }
})
