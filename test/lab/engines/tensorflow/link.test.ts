import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAddon, linkFile, loadSentence } from '../../../../src/lab/engines/tensorflow/addon'
import { tensorflowIn } from '../../../../src/lab/engines/tensorflow/link/find-tensorflow'
import { linkTensorflow } from '../../../../src/lab/engines/tensorflow/link/link'

const folder = () => mkdtemp(join(tmpdir(), 'plenum-'))

async function put(path: string, content = ''): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

/** A folder that looks like a Python TensorFlow. */
async function pretend({ headers = true, gpu = false } = {}): Promise<string> {
  const site = await folder()
  const at = (...parts: string[]) => join(site, 'tensorflow', ...parts)
  await put(at('libtensorflow_cc.so.2'))
  if (headers) await put(at('include', 'tensorflow', 'c', 'c_api.h'))
  await put(at('python', 'platform', 'build_info.py'), `build_info = {'is_cuda_build': ${gpu ? 'True' : 'False'}}`)
  await mkdir(join(site, 'tensorflow_cpu-2.21.0.dist-info'))
  return site
}

describe('tensorflowIn', () => {
  it('finds it in its own folder and in one that holds it, with version and kind', async () => {
    const site = await pretend({ gpu: true })
    const expected = { folder: join(site, 'tensorflow'), version: '2.21.0', gpu: true }
    expect(await tensorflowIn(site, 'linux')).toEqual(expected)
    expect(await tensorflowIn(join(site, 'tensorflow'), 'linux')).toEqual(expected)
    expect((await tensorflowIn(await pretend(), 'linux')).gpu).toBe(false)
  })
  it('says what is missing', async () => {
    const empty = await folder()
    await expect(tensorflowIn(empty, 'linux')).rejects.toThrow(`${empty} holds no TensorFlow: libtensorflow_cc.so.2 was not found`)
    await expect(tensorflowIn(await pretend({ headers: false }), 'linux')).rejects.toThrow('but not its headers')
    await expect(tensorflowIn(empty, 'win32')).rejects.toThrow('not supported on win32')
  })
})

describe('linkTensorflow', () => {
  it('notes nothing where what it was given is no TensorFlow', async () => {
    const directory = await folder()
    const link = (tensorflow: string) => linkTensorflow(directory, { tensorflow, gpu: false, say: () => {} })
    await expect(link(join(directory, 'nowhere'))).rejects.toThrow('does not exist.')
    await put(join(directory, 'notes.txt'))
    await expect(link(join(directory, 'notes.txt'))).rejects.toThrow('is neither a folder nor a wheel (.whl).')
    expect(await findAddon(directory)).toEqual({ reason: expect.stringMatching(/^No TensorFlow is linked\./) as string })
  })
})

describe('findAddon', () => {
  it('takes the linked one while it is there', async () => {
    const directory = await folder()
    const addon = join(directory, 'tfjs_binding.node')
    await put(linkFile(directory), JSON.stringify({ addon, tensorflow: '/tf', version: '2.21.0', gpu: false }))
    expect(await findAddon(directory)).toEqual({ reason: `The linked addon ${addon} is gone: run "plenum engines link" again.` })
    await put(addon)
    expect(await findAddon(directory)).toEqual({ path: addon, version: '2.21.0', gpu: false })
  })
})

describe('loadSentence', () => {
  it.each([
    ['libcudart.so.12: cannot open shared object file: No such file or directory', 'The CUDA library libcudart.so.12 is missing'],
    ['libtensorflow_cc.so.2: cannot open shared object file', 'The library libtensorflow_cc.so.2 is missing'],
    ['/x/tfjs_binding.node: invalid ELF header', 'built for another processor architecture'],
    ["/lib/libc.so.6: version `GLIBC_2.38' not found", 'too new for this system'],
    ['something else', 'TensorFlow cannot be loaded: something else'],
  ])('explains "%s"', (message, sentence) => {
    expect(loadSentence(new Error(message))).toContain(sentence)
  })
})
