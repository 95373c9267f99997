/** `plenum tag`. */
export const tag = {
  options: {
    add: 'One or more tags to add',
    remove: 'One or more tags to take away',
  },
  summary: 'Add tags to runs, or take them away',
  needsTags: '--add or --remove is needed: a tag, or several.',
  badTag: (length: number) => `--add: a tag has from 1 to ${length} characters.`,
  both: (tag: string) => `"${tag}" is both added and taken away; give it once.`,
  tooMany: (number: number, name: string, most: number) => `#${number} ${name}: a run has at most ${most} tags.`,
  noTags: 'no tags',
} as const
