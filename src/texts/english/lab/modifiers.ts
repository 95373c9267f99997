/** Words of what joins an objective, under its id; `alone` and `joined` name runs. */
export const modifiers = {
  skip: {
    words: {
      title: 'Skip',
      summary: 'z joins the state of the decoder again at every word, before the vocabulary layer.',
      good_at: 'A short way from z to every word: some units stay active, at little cost of likelihood.',
      bad_at: 'Alone it postpones the collapse of most units more than it prevents it.',
    },
    alone: 'Skip-VAE',
    joined: 'skip',
  },
  bow: {
    words: {
      title: 'Bag of words',
      summary:
        'z must also predict the words of its sentence by itself, whatever their order: gradient is added, the loss keeps its value.',
      good_at: 'Pulls word content into z on corpora of short sentences.',
      bad_at: 'Too weak a pull on most corpora: collapse as in the VAE.',
    },
    alone: 'BoW-VAE',
    joined: 'bow',
  },
  cyclic: {
    words: {
      title: 'Cyclic annealing',
      summary: 'The weight of the regulariser returns to 0 every c epochs and rises again; epochs count from 0. Training never ends early.',
      good_at: 'A second chance for z after every restart, with any objective.',
      bad_at: 'What is gained while the weight is low is mostly lost again when it rises.',
    },
    /** Within its formula. */
    rises: 'rises from 0 to 1 anew at epochs',
    alone: (cycle: number) => `Cyclic VAE, cycle ${cycle}`,
    joined: (cycle: number) => `cyclic ${cycle}`,
    cycle: { label: 'Cycle', description: 'Epochs from one restart of the KL weight to the next' },
  },
} as const
