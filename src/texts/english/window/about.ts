/** The page about the app and its self-test. */
export const about = {
  title: 'About Plenum',
  lead: 'A desktop lab for text variational autoencoders: race the remedies for posterior collapse, and see collapse and holes appear or vanish.',
  paper:
    'Its density-gap regularisation is that of “Improving Variational Autoencoders with Density Gap-based Regularization”, NeurIPS 2022.',
  version: 'Version',
  engine: 'Engine',
  machine: 'Machine',
  node: 'Node',
  home: 'Data folder',
  licence: 'Licence',
  licenceText: 'MIT. No account, no telemetry; nothing leaves this machine.',
  machineText: (platform: string, cores: string, memory: string) => `${platform}, ${cores}, ${memory}`,

  selfTest: 'Self-test',
  selfTestHint:
    'Recomputes the reference figures of the paper’s code with Plenum’s own on the engine in use, and compares each with the largest relative error it may have.',
  run: 'Run the self-test',
  running: 'Recomputing…',
  file: 'Figures',
  verdict: 'Verdict',
  largest: 'Largest error',
  allowed: 'Allowed',
  where: 'Found in',
  verdicts: { passed: 'passed', failed: 'failed', uncovered: 'not covered' },
  notANumber: 'no number',
  allPassed: (files: number, engine: string, when: string) => `All ${files} files agree on ${engine}, ${when}.`,
  someFailed: (failed: number, files: number, engine: string, when: string) =>
    `${failed} of ${files} files disagree on ${engine}, ${when}.`,
} as const
