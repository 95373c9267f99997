/** `plenum verify`. */
export const verify = {
  options: {
    golden: 'Folder of golden files; every one in it must be covered',
    engine: 'Engine to compute them on, as "plenum engines" lists them; several in turn; without it onnx',
    json: 'Print the result as JSON on stdout',
  },
  summary: "Recompute reference figures with Plenum's own code and print the largest relative error of each file",
  needsGolden: '--golden is needed: the folder of golden files.',
  noFolder: (directory: string) => `--golden must be a folder of golden files; ${directory} is none.`,
} as const
