/** `plenum delete` and `restore`. */
export const bin = {
  options: {
    erase: 'For good and at once, with checkpoints and figures, from the bin too',
  },
  summary: (days: number) => `Put runs into the bin, where they rest for ${days} days; with --erase delete them for good`,
  details: '"plenum runs --bin" lists the bin, "plenum restore" takes runs out of it.',
  erased: (number: number, name: string) => `#${number} ${name}: erased.`,
  inBin: (number: number, name: string, days: number) =>
    `#${number} ${name}: in the bin for ${days} days; plenum restore ${number} brings it back.`,
  restore: 'Take runs out of the bin',
  restored: (number: number, name: string) => `#${number} ${name}: restored.`,
} as const
