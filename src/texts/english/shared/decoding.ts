/** How words are chosen from the decoder's probabilities. */
export const decoding = {
  method: 'greedy: the likeliest word; beam: the likeliest sentence found; sample: drawn',
  beam: 'Sentences kept by the beam search',
  temperature: 'Sampling: below 1 likely words become likelier',
  top_p: 'Sampling: from the fewest likeliest words that hold this probability',
  seed: 'Seed of what is drawn',
} as const
