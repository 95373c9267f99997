/** Colours of a theme, for scenes drawn in tests. */
export const COLOURS = {
  text: '#111',
  quiet: '#555',
  line: '#eee',
  strong: '#888',
  ground: '#fff',
  accent: '#44b',
  good: '#0a0',
  warn: '#a60',
  bad: '#b00',
}
