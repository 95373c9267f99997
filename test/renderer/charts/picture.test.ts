import { describe, expect, it } from 'vitest'
import { framedSvg, type ChartPicture } from '../../../src/renderer/charts/picture'

const picture: ChartPicture = {
  width: 200,
  height: 100,
  svg: '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><path d="M0 0L9 9"/></svg>',
  canvas: () => {
    throw new Error('Not drawn here.')
  },
}
const dark = { text: 'rgb(232, 234, 238)', ground: 'rgb(20, 22, 26)' }

describe('an exported chart', () => {
  it('is one SVG document with its title, its key and the ground of the theme in use', () => {
    const svg = framedSvg(picture, {
      title: 'KL <nats> & "more"',
      key: [{ label: 'VAE & <co>', colour: '#0072b2', dash: 'dashed' }],
      colours: dark,
    })
    expect(svg.match(/<\?xml/g)).toBeNull()
    expect([svg.match(/<svg/g), svg.match(/<\/svg>/g)].map((found) => found?.length)).toEqual([2, 2])
    expect(svg).toContain('<title>KL &lt;nats> &amp; &quot;more&quot;</title>')
    expect(svg).toMatch(/<rect width="224" height="\d+" fill="rgb\(20, 22, 26\)"\/>/)
    expect(svg).toContain('<svg x="12" y="28" xmlns')
    expect(svg).toContain('stroke-dasharray="5 3"')
    expect(svg).toContain('fill="rgb(232, 234, 238)">VAE &amp; &lt;co></text>')
  })

  it('is as wide as its title needs', () => {
    const title = 'Aggregated posterior by dimension, DG-VAE |b| = 32, epoch 6'
    const width = Number(/width="(\d+)"/.exec(framedSvg(picture, { title, key: [], colours: dark }))?.[1])
    expect(width).toBeGreaterThan(title.length * 6.5)
  })
})
