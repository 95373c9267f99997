import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { say } from '../../../../texts/lab'
import { run } from './run'

/** Of a wheel's gigabyte only the libraries, the headers and what tells its version are wanted. */
const UNPACK = `
import sys, zipfile
wheel, into = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        kept = (name.startswith(("tensorflow/libtensorflow", "tensorflow/include/tensorflow/", "tensorflow/include/tsl/", "tensorflow/include/xla/"))
                or name == "tensorflow/python/platform/build_info.py" or name.endswith(".dist-info/METADATA"))
        if kept:
            archive.extract(name, into)
`

/**
 * Unpacks what linking needs of a TensorFlow wheel into a folder beside the others; answers it. One that is there already is
 * used again. Nothing half-unpacked is left under its name.
 */
export async function unpackWheel(wheel: string, directory: string, python = 'python3'): Promise<string> {
  const target = join(directory, basename(wheel, '.whl'))
  if ((await readdir(target).catch(() => [])).length > 0) return target
  await mkdir(directory, { recursive: true })
  const part = await mkdtemp(join(directory, 'unpacking-'))
  try {
    await run(python, ['-c', UNPACK, wheel, part])
    await rename(part, target)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
  return target
}

/** Fetches TensorFlow's wheel with pip (the CUDA one for a GPU) and answers its path. */
export async function fetchWheel(directory: string, gpu: boolean, python = 'python3'): Promise<string> {
  await mkdir(directory, { recursive: true })
  const name = gpu ? 'tensorflow' : process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu'
  await run(python, ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--dest', directory, name]).catch((error: Error) => {
    throw new Error(wheelSentence(name, error.message), { cause: error })
  })
  const wheel = (await readdir(directory))
    .filter((file) => /^tensorflow.*\.whl$/.test(file))
    .sort()
    .at(-1)
  if (!wheel) throw new Error(say.engines.link.nothingFetched(name))
  return join(directory, wheel)
}

/** Why pip fetched no wheel, in words for a person. */
export function wheelSentence(name: string, message: string): string {
  if (/No matching distribution found/.test(message)) return say.engines.link.notOffered(name, `${process.platform} ${process.arch}`)
  if (/No module named pip/.test(message)) return say.engines.link.noPip
  return message
}
