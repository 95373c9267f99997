// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { METHODS } from '../../src/lab/objectives/registry'
import { ENCODINGS } from '../../src/shared/import-options'
import { useCommands } from '../../src/renderer/stores/commands'
import { useCompare } from '../../src/renderer/stores/compare'
import { useImportDraft } from '../../src/renderer/stores/import-draft'
import { useShown } from '../../src/renderer/stores/shown'
import type * as intlTexts from '../../src/texts/intl'
import { plainWords } from '../texts/pseudo'
import { LAB_INFO, PARITY, SAMPLES, SENTENCES, makeCorpus, makePreview } from './fake-data'
import { until } from './until'
import { openWindow, setUpWindow, type OpenWindow } from './window/open-window'

vi.mock('echarts/core', () => import('./fake-canvas'))
vi.mock('../../src/renderer/charts/surface', () => import('./fake-canvas'))
// The window in a language made up: what is chosen in src/texts for each part, and what Intl says of dates and lists.
vi.mock('../../src/texts/english/shared', async (own) => (await import('../texts/pseudo')).pseudo(await own()))
vi.mock('../../src/texts/english/window', async (own) => (await import('../texts/pseudo')).pseudo(await own()))
vi.mock('../../src/texts/english/lab', async (own) => (await import('../texts/pseudo')).pseudo(await own()))
vi.mock('../../src/texts/intl', async (own) => {
  const intl = await own<typeof intlTexts>()
  const { moment, clock, list, either } = intl
  return { ...intl, ...(await import('../texts/pseudo')).pseudo({ moment, clock, list, either }) }
})
setUpWindow()

/** Charts have a size here, so that they are drawn: what stands on them is read, too. */
class Sized {
  constructor(private readonly sized: (entries: { contentRect: { width: number; height: number } }[]) => void) {}
  observe = () => this.sized([{ contentRect: { width: 640, height: 320 } }])
  unobserve = () => {}
  disconnect = () => {}
}
beforeEach(() => void vi.stubGlobal('ResizeObserver', Sized))

/** Pages with charts on canvases: each draws at least the unit of an axis. */
const DRAWN = ['runs', 'the health of runs', 'curves']

/** Attributes that are shown or read out. */
const READ = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription', 'placeholder', 'alt', 'label']
/** Formulas, sentences of a corpus and cells of a file, what is written for machines. */
const NOT_WORDS = '.katex, .mono, style, script, code, [data-testid=command]'

/** Everything that a page says, to eyes and ears. */
function saidOn(root: Element): string[] {
  if (root.matches(NOT_WORDS)) return []
  const read = READ.flatMap((name) => root.getAttribute(name) ?? [])
  const own = [...root.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : []))
  return [...read, ...own, ...[...root.children].flatMap(saidOn)]
}

/** Fields of the lab's answers that hold what somebody wrote, or what the lab says: that is for the lab's own test. */
const WRITTEN =
  'name corpus_name origin label labels text message title cause remedy description licence note device basis engine_note home platform where file path columns encoding hash citation'
const written = (value: unknown, counts = false): string[] =>
  typeof value === 'string'
    ? counts
      ? [value]
      : []
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => written(part, WRITTEN.split(' ').includes(key) || (Array.isArray(value) && counts)))
      : []

const FILES = ['/home/ada/train.csv', '/home/ada/more.csv']
/** Units, names, and presets by the ids that commands use. */
const KNOWN = ['nats', 'units', 'MiB', 'Plenum', 'Yahoo', 'tiny', 'short', 'long', 'magma', 'hot', 'noun', 'verb', 'adj', 'adv']

/** What is left of a text without what is data. */
function leftOf(text: string, data: readonly string[]): string[] {
  let left = text
  for (const one of data) left = left.replaceAll(one, ' ')
  return plainWords(left).filter((word) => !KNOWN.includes(word))
}

const see = (open: () => unknown) => async (): Promise<void> => void (await open())

const PAGES: Record<string, { at: string; open?: (window: OpenWindow) => unknown }> = {
  corpora: { at: '/corpora' },
  sentences: { at: '/corpora/c-glosses?show=sentences' },
  'an import': { at: '/corpora', open: see(() => useImportDraft().open(Promise.resolve({ paths: FILES, folder: null }))) },
  'an experiment': {
    at: '/experiment',
    async open({ find }) {
      for (const id of ['objective-vae', 'value-dg-agg_size-1', 'advanced-settings', 'show-command']) find(id)?.click()
      await until(() => find('choice-notice') !== null)
    },
  },
  runs: { at: '/runs' },
  'the health of runs': { at: '/runs', open: see(() => (useShown().kept.view = 'health')) },
  dimensions: { at: '/runs', open: see(() => (useShown().kept.view = 'dimensions')) },
  'a run': { at: '/runs?run=r3' },
  thresholds: {
    at: '/runs',
    async open({ find }) {
      useShown().kept.view = 'health'
      await until(() => find('edit-rules') !== null)
      find('edit-rules')?.click()
      await until(() => find('rule-hole-joint_kl') !== null)
    },
  },
  'the bin': { at: '/runs', open: ({ find }) => find('open-bin')?.click() },
  comparison: { at: '/compare' },
  curves: { at: '/compare', open: see(() => (useCompare().kept.view = 'curves')) },
  'the trade-off': { at: '/compare', open: see(() => (useCompare().kept.view = 'trade-off')) },
  'latent spaces': { at: '/compare', open: see(() => (useCompare().kept.view = 'figure')) },
  races: { at: '/compare', open: see(() => (useCompare().kept.view = 'race')) },
  commands: { at: '/runs', open: see(() => (useCommands().sheet = 'palette')) },
  keys: { at: '/runs', open: see(() => (useCommands().sheet = 'shortcuts')) },
  'the app': { at: '/runs', open: see(() => (useCommands().sheet = 'about')) },
}

describe('in another language no English is left', () => {
  for (const [name, { at, open }] of Object.entries(PAGES))
    it(`in ${name}`, async () => {
      const window = await openWindow(at)
      const before = new Set(saidOn(document.body))
      await open?.(window)
      await flushPromises()
      // Charts and lists come with the next frame.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await flushPromises()
      const { runs, corpora } = window.fake
      const data = [
        ...written([LAB_INFO, SAMPLES, PARITY, METHODS, makePreview(FILES), makeCorpus('', 'glosses', 'glosses'), [...runs.values()]]),
        ...written([...corpora.values()]),
        ...SENTENCES.flat(),
        ...ENCODINGS,
        ...FILES.map((path) => path.replace(/.*\//, '')),
        ...LAB_INFO.engines.map(({ device }) => device),
        LAB_INFO.platform,
      ].sort((a, b) => b.length - a.length)
      if (DRAWN.includes(name)) await until(() => document.querySelector('[data-drawn]') !== null)
      const said = saidOn(document.body)
      expect(said.filter((text) => /[áéíóú]/.test(text)).length).toBeGreaterThan(20)
      if (open) expect(said.some((text) => !before.has(text))).toBe(true)
      expect([...new Set(said)].filter((text) => leftOf(text, data).length > 0)).toEqual([])
    })
})
