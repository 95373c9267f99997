/** `plenum tag`. */
export const tag = {
  options: {
    add: 'One or more tags to add',
    remove: 'One or more tags to take away',
  },
  summary: 'Add tags to runs, or take them away',
  needsTags: '--add or --remove is needed: a tag, or several.',
  noTags: 'no tags',
} as const
