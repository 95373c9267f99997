import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import App from '../../../src/renderer/app.vue'
import { createClient } from '../../../src/renderer/api/client'
import { provideLab } from '../../../src/renderer/api/lab'
import { createPlaces } from '../../../src/renderer/router'
import { useConnection } from '../../../src/renderer/stores/connection'
import { useReports } from '../../../src/renderer/stores/reports'
import { createFakeLab, type FakeLab } from '../fake-lab'
import { until } from '../until'

let opened: VueWrapper | undefined

/** Everything on the page is in view at once, as happy-dom lays nothing out. */
class AllInView {
  constructor(private readonly seen: (entries: { isIntersecting: boolean }[]) => void) {}
  observe = () => this.seen([{ isIntersecting: true }])
  unobserve = () => {}
  disconnect = () => {}
  takeRecords = () => []
}

/** Prepares a page for each test of a file and clears it afterwards. Call at the top of the file. */
export function setUpWindow(): void {
  beforeEach(() => {
    localStorage.clear()
    vi.stubGlobal('IntersectionObserver', AllInView)
    // Lists draw only the rows that fit: here all do.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(4000)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400)
    Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true })
  })
  afterEach(() => {
    opened?.unmount()
    opened = undefined
    useReports().$dispose()
    document.body.innerHTML = ''
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
}

export interface OpenWindow {
  fake: FakeLab
  router: ReturnType<typeof createPlaces>
  find(id: string): HTMLElement | null
  all(id: string): HTMLElement[]
  /** Parameters of every request of a method. */
  asked(method: string): unknown[]
}

/** Opens the window at a place over a made-up lab, and waits until it has read everything. */
export async function openWindow(path: string, options: Parameters<typeof createFakeLab>[0] = {}): Promise<OpenWindow> {
  const fake = createFakeLab(options)
  provideLab(createClient(fake.bridge))
  const pinia = createPinia()
  setActivePinia(pinia)
  const router = createPlaces(createMemoryHistory())
  await router.push(path)
  useConnection().start()
  opened = mount(App, { global: { plugins: [pinia, router] }, attachTo: document.body })
  await until(() => useConnection().loaded)
  await flushPromises()
  return {
    fake,
    router,
    find: (id) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`),
    all: (id) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)],
    asked: (method) => fake.asked.filter((request) => request.method === method).map((request) => request.params),
  }
}
