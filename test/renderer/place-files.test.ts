import { describe, expect, it } from 'vitest'
import { placeChosenFolder, placeDrop } from '../../src/renderer/api/place-files'
import type { Bridge } from '../../src/shared/contract'

/** A folder as a browser gives it, and the names under which its files travel. */
async function placed(paths: string[]) {
  const files = paths.map((path) =>
    Object.defineProperty(new File(['a b'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path }),
  )
  const names: string[] = []
  const bridge = { placeFiles: async (given: File[]) => given.map(({ name }) => (names.push(name), `/up/1/${name}`)) } as unknown as Bridge
  return { ...(await placeChosenFolder(bridge, files)), names }
}

describe('a folder chosen in a browser', () => {
  it('is the files directly in it', async () => {
    expect(await placed(['yelp/train.txt', 'yelp/.hidden', 'yelp/old/train.txt', 'yelp/test.txt'])).toEqual({
      paths: ['/up/1'],
      folder: 'yelp',
      names: ['train.txt', 'test.txt'],
    })
  })

  it('without any is those of its folders, whose names they carry', async () => {
    const { names } = await placed(['set/train/a.txt', 'set/train/b.txt', 'set/dev/a.txt', 'set/dev/deep/c.txt'])
    expect(names).toEqual(['train-1-of-2-a.txt', 'train-2-of-2-b.txt', 'dev-1-of-1-a.txt'])
  })

  it('has nothing of hidden folders', async () => {
    const { names } = await placed(['set/.git/config', 'set/train/a.txt', 'set/train/.DS_Store'])
    expect(names).toEqual(['train-1-of-1-a.txt'])
  })
})

/** A file or a folder as it is dropped into a browser; a folder gives what is in it, and then nothing more. */
type Tree = { [name: string]: Tree | string }
function entryOf(name: string, content: Tree | string): FileSystemEntry {
  const shared = { name, isFile: typeof content === 'string', isDirectory: typeof content !== 'string' }
  if (typeof content === 'string') {
    return Object.assign(shared, { file: (take: (file: File) => void) => take(new File([content], name)) }) as unknown as FileSystemEntry
  }
  const all = Object.entries(content).map(([own, inner]) => entryOf(own, inner))
  const createReader = () => {
    const batches = [all, []]
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(batches.shift() ?? []) }
  }
  return Object.assign(shared, { createReader }) as unknown as FileSystemEntry
}

describe('a folder dropped into a browser', () => {
  it('is the files of its folders where none lies in it, without what is hidden', async () => {
    const names: string[] = []
    const bridge = {
      door: 'server',
      placeFiles: async (given: File[]) => given.map(({ name }) => (names.push(name), `/up/1/${name}`)),
    } as unknown as Bridge
    const folder = entryOf('set', {
      '.DS_Store': '',
      '.git': { config: 'x' },
      train: { '.DS_Store': '', 'a.txt': 'a b' },
      dev: { 'a.txt': 'c' },
    })
    const transfer = { files: [], items: [{ webkitGetAsEntry: () => folder }] } as unknown as DataTransfer
    expect(await placeDrop(bridge, transfer)).toEqual({ paths: ['/up/1'], folder: 'set' })
    expect(names).toEqual(['train-1-of-1-a.txt', 'dev-1-of-1-a.txt'])
  })
})
