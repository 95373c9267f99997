// Shared by the tests of the comparison: its place over a made-up lab with a few finished runs.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { TooltipProvider } from 'reka-ui'
import { h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createClient } from '../../../src/renderer/api/client'
import { provideLab } from '../../../src/renderer/api/lab'
import { useConnection } from '../../../src/renderer/stores/connection'
import CompareView from '../../../src/renderer/views/compare-view.vue'
import { createFakeLab, type FakeLab } from '../fake-lab'
import { until } from '../until'

/** Rows in view: the window of a test has no layout of its own. */
const VIEW = 900

export interface Opened {
  fake: FakeLab
  window: VueWrapper
  find(id: string): HTMLElement | null
  all(id: string): HTMLElement[]
}

/** Opens the place over a made-up lab, once that is read. */
export async function openCompare(options: Parameters<typeof createFakeLab>[0] = {}): Promise<Opened> {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200)
  const fake = createFakeLab(options)
  provideLab(createClient(fake.bridge))
  const pinia = createPinia()
  setActivePinia(pinia)
  const place = { render: () => null }
  const routes = ['runs', 'experiment', 'compare'].map((name) => ({ name, path: `/${name}`, component: place }))
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/compare')
  useConnection().start()
  await until(() => useConnection().loaded)
  const window = mount(() => h(TooltipProvider, () => h(CompareView)), { global: { plugins: [pinia, router] }, attachTo: document.body })
  await flushPromises()
  return {
    fake,
    window,
    find: (id) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`),
    all: (id) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)],
  }
}
