import { describe, expect, it } from 'vitest'
import { placeChosenFolder } from '../../src/renderer/api/place-files'
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
})
