/** Names of the places and of what leads to them. */
export const places = {
  corpora: 'Corpora',
  experiment: 'New experiment',
  runs: 'Runs',
  compare: 'Compare',
  rail: { corpora: 'Corpora', experiment: 'Experiment', runs: 'Runs', compare: 'Compare' },
  navigation: 'Places',
  skip: 'Skip to the content',
} as const
