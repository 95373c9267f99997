/** A noun with a regular plural, or with the one given after a slash. */
const noun = (text) => {
  const [singular, plural] = text.split('/')
  return { singular, plural: plural ?? `${singular}s` }
}

const topic = (nouns, link, places, positive, negative) => ({
  nouns: nouns.split(' ').map(noun),
  link,
  places,
  adjectives: { positive: positive.split(' '), negative: negative.split(' ') },
})

const LOOK = { past: 'looked', singular: 'looks', plural: 'look' }
const SEEM = { past: 'seemed', singular: 'seems', plural: 'seem' }

export const TOPICS = {
  food: topic(
    'soup salad burger pizza sandwich/sandwiches curry/curries cake steak',
    { past: 'tasted', singular: 'tastes', plural: 'taste' },
    ['at the cafe', 'in this restaurant', 'at the market', 'from the bakery', 'at the hotel'],
    'delicious tasty fresh crispy juicy',
    'bland stale greasy burnt soggy',
  ),
  travel: topic(
    'room flight tour beach/beaches trip museum cabin village',
    LOOK,
    ['near the station', 'by the sea', 'in the old town', 'on the island', 'in the mountains'],
    'comfortable relaxing scenic clean charming',
    'dirty noisy crowded overpriced dangerous',
  ),
  music: topic(
    'song concert album singer band melody/melodies guitar choir',
    { past: 'sounded', singular: 'sounds', plural: 'sound' },
    ['on the radio', 'at the festival', 'in the concert hall', 'at the party', 'in the studio'],
    'catchy moving melodic soulful lively',
    'dull shrill repetitive harsh flat',
  ),
  film: topic(
    'movie scene actor story/stories comedy/comedies documentary/documentaries hero/heroes ending',
    SEEM,
    ['at the cinema', 'on the screen', 'at the premiere', 'on television', 'in the sequel'],
    'gripping funny touching clever original',
    'boring silly predictable confusing slow',
  ),
  sport: topic(
    'match/matches team player coach/coaches game race referee goalkeeper',
    LOOK,
    ['in the stadium', 'on the field', 'at the tournament', 'in the league', 'in the final'],
    'exciting skilful fast strong fair',
    'weak clumsy lazy unfair sloppy',
  ),
  work: topic(
    'office meeting manager project colleague report computer task',
    SEEM,
    ['in the company', 'on the third floor', 'in this department', 'at the agency', 'from the head office'],
    'helpful productive efficient organized reliable',
    'stressful tedious useless chaotic outdated',
  ),
}

export const ADJECTIVES = {
  positive: 'great wonderful excellent amazing good lovely perfect fantastic'.split(' '),
  negative: 'terrible awful horrible bad poor disappointing dreadful mediocre'.split(' '),
}

export const MODIFIERS = 'new old small big local famous other first second usual'.split(' ')
export const INTENSIFIERS = 'very really quite truly so rather'.split(' ')
export const DETERMINERS = {
  singular: ['the', 'this', 'that', 'my', 'our', 'your'],
  plural: ['the', 'these', 'those', 'my', 'our', 'your'],
}
export const PRONOUNS = { singular: { subject: 'it', object: 'it' }, plural: { subject: 'they', object: 'them' } }
export const BE = { past: { singular: 'was', plural: 'were' }, present: { singular: 'is', plural: 'are' } }

export const TIMES = {
  past: ['yesterday', 'last night', 'last week', 'last summer', 'two days ago'],
  present: ['today', 'this week', 'these days', 'right now', 'at the moment'],
  future: ['tomorrow', 'next week', 'next month', 'next year', 'in two days'],
}

/** Who feels something about it; `number` is that of their verb in the present. */
export const PEOPLE = [
  { text: 'i', number: 'plural' },
  { text: 'we', number: 'plural' },
  { text: 'the guests', number: 'plural' },
  { text: 'my friends', number: 'plural' },
  { text: 'my friend', number: 'singular' },
  { text: 'my sister', number: 'singular' },
  { text: 'my family', number: 'singular' },
  { text: 'everyone', number: 'singular' },
]

/** Verbs with an object: plain form, third person, past. */
export const FEELINGS = {
  positive: [
    ['love', 'loves', 'loved'],
    ['like', 'likes', 'liked'],
    ['enjoy', 'enjoys', 'enjoyed'],
    ['praise', 'praises', 'praised'],
    ['recommend', 'recommends', 'recommended'],
  ],
  negative: [
    ['hate', 'hates', 'hated'],
    ['dislike', 'dislikes', 'disliked'],
    ['avoid', 'avoids', 'avoided'],
    ['regret', 'regrets', 'regretted'],
    ['criticize', 'criticizes', 'criticized'],
  ],
}
