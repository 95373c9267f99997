// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { z } from 'zod'
import { useRemembered } from '../../src/renderer/stores/remembered'

const schema = z.object({ corpus: z.string().nullable().catch(null), tags: z.array(z.string()) })
const FALLBACK = { corpus: null, tags: [] }
const open = (version?: number) => useRemembered('test.filters', schema, FALLBACK, version)
/** As after a restart. */
const restart = () => setActivePinia(createPinia())

beforeEach(() => {
  localStorage.clear()
  restart()
})

describe('a remembered value', () => {
  test('is one for all who ask, and there again after a restart, changed deep inside or whole', async () => {
    open().value.tags.push('a')
    expect(open().value.tags).toEqual(['a'])
    await nextTick()
    restart()
    expect(open().value).toEqual({ corpus: null, tags: ['a'] })
    open().value = { corpus: 'yelp', tags: [] }
    await nextTick()
    restart()
    expect(open().value.corpus).toBe('yelp')
    expect(FALLBACK.tags).toEqual([])
  })

  test('is the fallback where the storage holds something else, or something of another version', async () => {
    for (const stored of ['{', '17', '{"version":1,"value":{"tags":"x"}}']) {
      localStorage.setItem('plenum.test.filters', stored)
      restart()
      expect(open().value).toEqual(FALLBACK)
    }
    localStorage.setItem('plenum.test.filters', '{"version":1,"value":{"corpus":7,"tags":["kept"]}}')
    restart()
    expect(open().value).toEqual({ corpus: null, tags: ['kept'] })
    restart()
    expect(open(2).value).toEqual(FALLBACK)
  })

  test('works on without a storage that takes anything', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    open().value.corpus = 'yelp'
    await nextTick()
    expect(open().value.corpus).toBe('yelp')
    full.mockRestore()
  })
})
