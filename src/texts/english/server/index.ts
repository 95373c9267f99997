/** Every word of the lab server: what it tells the terminal that started it, and the browser that asks. */
export const english = {
  at: (url: string) => `Plenum is at ${url}`,
  badPort: '--port must be a whole number from 0 to 65535.',
  portsTaken: (first: number, last: number) => `The ports ${first} to ${last} are all taken: give a free one with --port.`,
  portTaken: (port: number) => `Port ${port} is taken: give another with --port, or 0 for any free one.`,
  noWindow: (path: string) => `The window's files are missing at ${path}: build them with npm run build.`,

  needsToken: 'This page needs the token: open the address that Plenum printed when it started.',
  ourFault: (reason: string) => `A fault of ours: ${reason}`,
  unknownHost: 'Plenum answers only under 127.0.0.1 or localhost.',
  badAddress: 'This address cannot be read.',
  foreignUpload: 'Uploads are taken from the window only.',
  badMethod: 'Only GET, and POST to /upload.',
  noFile: 'There is no such file.',

  tooSlow: 'The client does not keep up.',
  notJson: 'Requests are JSON text.',
  closing: 'The server is closing.',

  tooLarge: (gibibytes: number) =>
    `A dropped file may have up to ${gibibytes} GiB; import larger ones on the lab's machine with plenum import PATH.`,
  badBatch: 'batch must be 8 to 64 hexadecimal digits.',
  badName: 'name must be a file name.',
  tooMany: (files: number) => `A drop may hold up to ${files} files of one name.`,
  /** `fault`: what is wrong with the disk, in a sentence; null where `error` does not tell. */
  notKept: (name: string, fault: string | null, error: string) =>
    `${fault ?? `The file could not be written (${error}).`} Nothing of ${name} was kept.`,
} as const
