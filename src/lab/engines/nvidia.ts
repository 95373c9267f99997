import { say } from '../../texts/lab'
import { missingLibraries } from './libraries'

/** The library of NVIDIA's driver, which no toolkit brings. */
const DRIVER = 'libcuda.so.1'

/** Libraries of a CUDA toolkit that programs name. */
export interface CudaVersion {
  /** Major version, such as 12. */
  cuda: number
  /** Major version of cuDNN, such as 9. */
  cudnn: number
}

/** Names of the libraries that a program built for a version loads first; the others come with them. */
export function cudaLibraries({ cuda, cudnn }: CudaVersion): string[] {
  const runtime = cuda === 11 ? 'libcudart.so.11.0' : `libcudart.so.${cuda}`
  return [runtime, `libcublas.so.${cuda}`, `libcublasLt.so.${cuda}`, `libcudnn.so.${cudnn}`]
}

/**
 * Why an NVIDIA card cannot be used, in a sentence; null where the driver and the libraries named are there. On Windows, where they
 * are not looked for, loading tells.
 *
 * @param folders where the loader looks first
 */
export async function cudaProblem(libraries: readonly string[], folders: readonly string[] = []): Promise<string | null> {
  if (process.platform !== 'linux') return null
  return missingSentence(await missingLibraries([DRIVER, ...libraries], folders))
}

const OF_CUDA = /^lib(cud|cublas|cufft|cusolver|cusparse|curand|nccl|nvrtc|nvJitLink|nvToolsExt)/

/** What is missing, in a sentence; null where nothing is. */
export function missingSentence(missing: readonly string[]): string | null {
  const driver = missing.includes(DRIVER)
  const toolkit = missing.filter((name) => name !== DRIVER && OF_CUDA.test(name))
  const others = missing.filter((name) => name !== DRIVER && !OF_CUDA.test(name))
  const sentences = [
    ...(driver ? [say.engines.nvidia.driver(DRIVER)] : []),
    ...(toolkit.length > 0 ? [say.engines.nvidia.toolkit(toolkit)] : []),
    ...(others.length > 0 ? [say.engines.nvidia.others(others)] : []),
  ]
  return sentences.length > 0 ? sentences.join(' ') : null
}

/**
 * Has products of float32 computed in float32: by themselves NVIDIA's libraries round the factors to 10 bits of mantissa (TF32) on
 * cards that can, too coarse for two engines to agree. Before any of them is loaded; who sets the variable decides.
 */
export function float32Products(): void {
  process.env.NVIDIA_TF32_OVERRIDE ??= '0'
}
