/** Colours of a theme that charts are drawn with, as the browser resolved them. */
export interface ChartColours {
  text: string
  quiet: string
  line: string
  strong: string
  ground: string
  accent: string
  good: string
  warn: string
  bad: string
}

const TOKENS: Record<keyof ChartColours, string> = {
  text: '--text',
  quiet: '--text-quiet',
  line: '--line',
  strong: '--line-control',
  ground: '--ground',
  accent: '--accent',
  good: '--good',
  warn: '--warn',
  bad: '--bad',
}

/** Reads the theme's colours off the page; call after a theme has taken effect. */
export function readColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span')
  element.append(probe)
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, read(token)])) as Record<
    keyof ChartColours,
    string
  >
  probe.remove()
  return colours
}
