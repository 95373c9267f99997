import type { Split } from '../../shared/corpus'
import type { ChartColours } from './colours'
import { texts } from '../texts'
import { paletteColour } from './palette'
import type { KeyEntry } from './picture'

/** The colour of a split in every picture of a corpus: the training split is the grey ground, the others stand out before it. */
export function splitColour(split: Split, colours: Pick<ChartColours, 'strong'>, dark: boolean): string {
  return split === 'train' ? colours.strong : paletteColour(split === 'valid' ? 0 : 1, dark)
}

/** The opacity of the training split's areas, so that lines before them stay readable. */
export const splitOpacity = (split: Split): number => (split === 'train' ? 0.45 : 1)

/** The key of an exported chart of splits; `more` is said of each behind its name. */
export const splitKeys = (
  splits: readonly Split[],
  colours: Pick<ChartColours, 'strong'>,
  dark: boolean,
  more: (split: Split) => string = () => '',
): KeyEntry[] =>
  splits.map((split) => ({ label: `${texts.common.splits[split]} ${more(split)}`.trim(), colour: splitColour(split, colours, dark) }))

/** Looks of an axis without lines but its own. */
export const axisLooks = (colours: Pick<ChartColours, 'quiet'>) => ({
  axisLabel: { color: colours.quiet, fontFamily: 'Inter Variable', fontSize: 11 },
  axisTick: { show: false },
  nameTextStyle: { color: colours.quiet, fontFamily: 'Inter Variable', fontSize: 11 },
})

/** Looks of the numbers at the cursor: one line a series, drawn on the canvas as everything else. */
export const tipLooks = (colours: Pick<ChartColours, 'text' | 'ground' | 'strong' | 'line'>) => ({
  trigger: 'axis' as const,
  renderMode: 'richText' as const,
  confine: true,
  transitionDuration: 0,
  backgroundColor: colours.ground,
  borderColor: colours.line,
  padding: [4, 8],
  textStyle: { color: colours.text, fontFamily: 'Inter Variable', fontSize: 11, lineHeight: 16 },
  axisPointer: {
    type: 'line' as const,
    animation: false,
    label: { show: false },
    lineStyle: { color: colours.strong, type: 'solid' as const },
  },
})

/** What the cursor reads off: a heading, and a line for each series. */
export const tipText = (heading: string, lines: readonly string[]): string => [heading, ...lines].join('\n')

/** The place along the axis that a tip is for. */
export const tipPlace = (parameters: unknown): number => {
  const [first] = Array.isArray(parameters) ? (parameters as { dataIndex?: number }[]) : []
  return first?.dataIndex ?? 0
}

/** A share of an axis in percent. */
export const percentTick = (value: number): string => `${Math.round(value * 100)} %`
