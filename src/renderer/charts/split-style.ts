import type { Split } from '../../shared/corpus'
import type { ChartColours } from './colours'
import { paletteColour } from './palette'

/** The colour of a split in every picture of a corpus: the training split is the grey ground, the others stand out before it. */
export function splitColour(split: Split, colours: Pick<ChartColours, 'strong'>, dark: boolean): string {
  return split === 'train' ? colours.strong : paletteColour(split === 'valid' ? 0 : 1, dark)
}

/** The opacity of the training split's areas, so that lines before them stay readable. */
export const splitOpacity = (split: Split): number => (split === 'train' ? 0.45 : 1)

/** Looks of an axis without lines but its own. */
export const axisLooks = (colours: Pick<ChartColours, 'quiet'>) => ({
  axisLabel: { color: colours.quiet, fontFamily: 'Inter Variable', fontSize: 11 },
  axisTick: { show: false },
  nameTextStyle: { color: colours.quiet, fontFamily: 'Inter Variable', fontSize: 11 },
})

/** A share of an axis in percent. */
export const percentTick = (value: number): string => `${Math.round(value * 100)} %`
