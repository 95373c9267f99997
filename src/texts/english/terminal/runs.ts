/** `plenum runs`. */
export const runs = {
  options: {
    tag: 'Only runs with these tags',
    bin: 'Those in the bin instead, last deleted first',
    json: 'Print them as JSON on stdout',
  },
  summary: 'List the runs with their test results',
  noneTagged: 'No run has these tags.',
  binEmpty: 'The bin is empty.',
  none: 'There is no run yet: plenum train --corpus sample --objective vae dg --preset tiny',
} as const
