import { plural } from '../../intl'

/** What is told outside of the window: its title and notifications. */
export const attention = {
  title: (place: string) => `${place} · Plenum`,
  titleWithShare: (share: string, place: string) => `${share} – ${place}`,
  alarm: (name: string, title: string) => `${name}: ${title}`,
  show: 'Show the run',
  ended: (name: string, state: string) => `${name}: ${state}`,
  endedBody: (corpus: string, seed: number, epochs: number, span: string | null) =>
    `${corpus}, seed ${seed}, ${plural(epochs, 'epoch', 'epochs')}${span === null ? '' : ` in ${span}`}`,
} as const
