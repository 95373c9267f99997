import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkedAddon, loadSentence, packageAddon } from '../../../../src/lab/engines/tensorflow/addon'
import { linkFile } from '../../../../src/lab/engines/tensorflow/link-file'
import { tensorflowIn } from '../../../../src/lab/engines/tensorflow/link/find-tensorflow'
import { linkTensorflow } from '../../../../src/lab/engines/tensorflow/link/link'
import { wheelSentence } from '../../../../src/lab/engines/tensorflow/link/wheel'

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
    const link = (tensorflow: string) => linkTensorflow(directory, { tensorflow, gpu: false, tell: () => {} })
    await expect(link(join(directory, 'nowhere'))).rejects.toThrow('does not exist.')
    await put(join(directory, 'notes.txt'))
    await expect(link(join(directory, 'notes.txt'))).rejects.toThrow('is neither a folder nor a wheel (.whl).')
    expect(await linkedAddon(directory)).toEqual({ reason: expect.stringMatching(/^No TensorFlow is linked\./) as string })
  })
})

describe('linkedAddon', () => {
  it('takes the linked one while it and its TensorFlow are there', async () => {
    const directory = await folder()
    const tensorflow = await folder()
    const addon = join(directory, 'tfjs_binding.node')
    const link = (gpu: boolean) => put(linkFile(directory), JSON.stringify({ addon, tensorflow, version: '2.21.0', gpu }))
    await link(false)
    expect(await linkedAddon(directory)).toEqual({
      version: '2.21.0',
      reason: `The linked addon ${addon} is gone: run "plenum engines link" again.`,
    })
    await put(addon, 'no library')
    expect(await linkedAddon(directory)).toEqual({
      version: '2.21.0',
      reason: `The TensorFlow that was linked is gone from ${tensorflow}: run "plenum engines link" again.`,
    })
    await put(join(tensorflow, 'libtensorflow_cc.so.2'))
    expect(await linkedAddon(directory)).toMatchObject({ path: addon, version: '2.21.0' })
    expect(await linkedAddon(directory)).not.toHaveProperty('cuda')
  })

  it.runIf(process.platform === 'linux')('names the CUDA libraries that its TensorFlow was built for and that are not there', async () => {
    const [directory, site] = [await folder(), await pretend({ gpu: true })]
    const addon = join(directory, 'tfjs_binding.node')
    await put(addon, 'no library')
    const tensorflow = join(site, 'tensorflow')
    await put(linkFile(directory), JSON.stringify({ addon, tensorflow, version: '2.99.0', gpu: true }))
    await put(
      join(tensorflow, 'python', 'platform', 'build_info.py'),
      `build_info = {"cuda_version": "91.0", "cudnn_version": "77", 'is_cuda_build': True}`,
    )
    const missing = async () => ((await linkedAddon(directory)) as { cuda: string }).cuda
    expect(await missing()).toContain('libcudart.so.91, libcublas.so.91, libcublasLt.so.91 and libcudnn.so.77 are missing')
    // pip puts them beside the package.
    for (const name of ['libcudart.so.91', 'libcublas.so.91', 'libcublasLt.so.91']) await put(join(site, 'nvidia', 'some', 'lib', name))
    expect(await missing()).toContain('The CUDA library libcudnn.so.77 is missing')
  })
})

describe('packageAddon', () => {
  const NAME = '@tensorflow/tfjs-node-gpu'
  const installed = async (level?: number) => {
    const directory = await folder()
    const at = join(directory, 'node_modules', NAME)
    await put(join(at, 'package.json'), JSON.stringify({ name: NAME, version: '4.22.0' }))
    const path = join(at, 'lib', `napi-v${level}`, 'tfjs_binding.node')
    if (level) await put(path, 'no library')
    return { directory, path }
  }

  it('says how to install a package that is not there', async () => {
    const directory = await folder()
    const found = await packageAddon(NAME, directory)
    expect(found).toEqual({
      reason: expect.stringContaining(`is not installed: "npm install --prefix ${directory} ${NAME}@4.22.0"`) as string,
    })
  })
  it('says that the install script did not run where the addon is not there', async () => {
    const { directory } = await installed()
    expect(await packageAddon(NAME, directory)).toMatchObject({
      version: '4.22.0',
      reason: expect.stringContaining('its install script was blocked') as string,
    })
  })
  it('takes the addon of one that is there, and tells what CUDA lacks', async () => {
    const { directory, path } = await installed(8)
    const found = await packageAddon(NAME, directory)
    expect(found).toMatchObject({ path, version: '4.22.0' })
    expect(found).toHaveProperty('cuda')
  })
  it.runIf(process.platform === 'linux')('refuses one of another processor architecture', async () => {
    const { directory, path } = await installed(8)
    const other = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')), 'bin', 'napi-v6', 'linux')
    const arch = process.arch === 'x64' ? 'arm64' : 'x64'
    await copyFile(join(other, arch, 'onnxruntime_binding.node'), path)
    expect(await packageAddon(NAME, directory)).toMatchObject({
      reason: `${path} was built for another processor architecture (${arch}) than this one (${process.arch}).`,
    })
  })
})

describe('wheelSentence', () => {
  it('says that there is no wheel, or no pip', () => {
    expect(wheelSentence('tensorflow-cpu', 'ERROR: No matching distribution found for tensorflow-cpu')).toMatch(
      /^pip knows no wheel of tensorflow-cpu for this Python/,
    )
    expect(wheelSentence('tensorflow', '/usr/bin/python3: No module named pip')).toMatch(/^This Python has no pip/)
    expect(wheelSentence('tensorflow', 'disk full')).toBe('disk full')
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
