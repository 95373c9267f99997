/** Words used in many places. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  delete: 'Delete',
  rename: 'Rename',
  dismiss: 'Dismiss',
  clearSearch: 'Clear the search',
  notices: 'Notices',
  undo: 'Undo',
  loading: 'Reading…',
  loadMore: 'Show more',
  splits: { train: 'Train', valid: 'Valid', test: 'Test' },
  of: (a: string, b: string) => `${a} of ${b}`,
  previous: 'Previous page',
  next: 'Next page',
  retry: 'Try again',
} as const
