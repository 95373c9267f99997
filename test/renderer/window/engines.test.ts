// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

const float = () => document.querySelector<HTMLElement>('.engine-float')

describe('the list of engines', () => {
  it('shows what is there with its device, what is not with the reason, and runs a self-test', async () => {
    const { asked } = await openWindow('/corpora', { empty: true })
    document.querySelector<HTMLElement>('[data-testid="engines"]')!.click()
    await until(() => float() !== null)
    const [present, absent] = [...float()!.querySelectorAll('ul')]
    expect(present.textContent).toContain('CPU, 8 threads')
    expect(present.textContent).toContain('the gradient of encoder.weight_recurrent is off by 88 %.')
    expect(float()!.querySelector('summary')!.textContent).toContain('1 engine not available here')
    expect(absent.textContent).toContain('libcublas.so.12 and libcudnn.so.9 are missing')
    expect(absent.querySelector('button')).toBeNull()

    const failed = [...present.querySelectorAll('li')].find((card) => card.textContent!.includes('WebGPU'))!
    expect(failed.textContent).toContain('not available')
    failed.querySelector('button')!.click()
    await until(() => asked('engines.test').length === 1)
    expect(asked('engines.test')).toEqual([{ id: 'onnx-webgpu' }])
    await until(() => !present.textContent!.includes('88 %'))
    expect(failed.textContent).not.toContain('not available')
  })
})
