/** Pictures of the latent space that cannot be. */
export const latent = {
  noRank: (rank: number, dimensions: number, last: number) =>
    `There is no dimension of rank ${rank}: the latent has ${dimensions}, ranks 0 to ${last}.`,
} as const
