/** What stands where there is no value. */
export const DASH = '–'

/** A number with so many decimals, a true minus sign and no negative zero; a dash for none. */
export function formatNumber(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return DASH
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return value
    .toFixed(decimals)
    .replace(/^-(0(?:\.0+)?)$/, '$1')
    .replace('-', '−')
}

/** An interval, for example `−47.91 … −46.60`; a dash for none. */
export const formatRange = (range: readonly [number, number] | null | undefined, decimals: number): string =>
  range ? `${formatNumber(range[0], decimals)} … ${formatNumber(range[1], decimals)}` : DASH
