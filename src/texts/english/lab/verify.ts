/** The self-tests: of an engine by one step, of all of Plenum by the reference's figures. */
export const verify = {
  noFigures: (named: string | null) =>
    `The reference figures are missing from this installation (${named ?? 'there is no resources/golden'}).`,
  theLoss: 'the loss',
  theGradientOf: (name: string) => `the gradient of ${name}`,
  theGradientsLength: "the gradient's length",
  failed: (what: string, percent: string) => `Its self-test failed: ${what} is off by ${percent} %.`,
  selfTestOf: (id: string) => `The self-test of ${id}`,
  noGolden: (directory: string) => `${directory} holds no golden file (*.json).`,
  uncovered: 'no check recomputes this file',
  notRun: (reason: string) => `Its self-test could not run: ${reason}`,
} as const
