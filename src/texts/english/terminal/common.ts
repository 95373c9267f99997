/** Words of several commands. */
export const common = {
  runs: 'Numbers, ids or beginnings of ids of runs, as "plenum runs" lists them',
  runsJson: 'Print the runs as JSON on stdout',
  parallel: 'Runs in training at once; without it after the number of cores',
  engine: 'Engine, as "plenum engines" lists them; without it onnx',
} as const
