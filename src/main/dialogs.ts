import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import { texts } from '../texts/desktop'

/** Endings of the files that an import reads; others may be chosen as well. */
const CORPUS_FILES: FileFilter[] = [
  { name: texts.open.corpora, extensions: ['txt', 'tsv', 'csv', 'jsonl', 'ndjson', 'parquet', 'gz'] },
  { name: texts.open.all, extensions: ['*'] },
]

/** Asks for the files of a corpus; none where the question was cancelled. */
export async function askForFiles(window: BrowserWindow): Promise<string[]> {
  const { open } = texts
  const properties = ['openFile', 'multiSelections'] as const
  const answer = await dialog.showOpenDialog(window, {
    title: open.files,
    buttonLabel: open.button,
    properties: [...properties],
    filters: CORPUS_FILES,
  })
  return answer.canceled ? [] : answer.filePaths
}

/** Asks for the folder of a corpus. */
export async function askForFolder(window: BrowserWindow): Promise<string[]> {
  const { open } = texts
  const answer = await dialog.showOpenDialog(window, { title: open.folder, buttonLabel: open.button, properties: ['openDirectory'] })
  return answer.canceled ? [] : answer.filePaths
}

/** Asks whether to quit while runs train. */
export async function mayQuit(window: BrowserWindow, training: number): Promise<boolean> {
  const { quit } = texts
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: quit.message(training),
    detail: quit.detail,
    buttons: [quit.confirm, quit.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** Asks whether to load the window's page once more, after its process has died twice in a row. */
export async function mayLoadAgain(window: BrowserWindow): Promise<boolean> {
  const { crash } = texts
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: crash.message,
    detail: crash.detail,
    buttons: [crash.again, crash.close],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** Asks whether to build the lab's store anew, which is lost as the sentence says. */
export async function mayRebuild(window: BrowserWindow, sentence: string): Promise<boolean> {
  const { rebuild } = texts
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: rebuild.message,
    detail: `${sentence}\n\n${rebuild.detail}`,
    buttons: [rebuild.confirm, rebuild.leave],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
