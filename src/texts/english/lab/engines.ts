import { list, plural } from '../../intl'

const libraries = (names: readonly string[]): string => (names.length === 1 ? `library ${names[0]} is` : `libraries ${list(names)} are`)

/** Engines: their titles and devices, why one cannot be used and what would help. */
export const engines = {
  none: (id: string, known: string) => `There is no engine "${id}"; choose one of ${known}.`,
  away: (id: string, reason: string) => `The engine "${id}" is not available here. ${reason}`,
  unusable: (id: string, reason: string) => `The engine "${id}" cannot be used. ${reason}`,
  untested: 'Its self-test runs at its first use.',
  /** What a run says of its engine. */
  onDevice: (engine: string, device: string) => `${engine} on ${device}`,
  onCpu: (engine: string, threads: number) =>
    `${engine} on the CPU, ${threads === 1 ? 'one thread' : plural(threads, 'thread', 'threads')}`,
  missing: (engine: string, reason: string) => `${engine}: ${reason}`,

  titles: {
    onnx: 'ONNX Runtime',
    'onnx-cuda': 'ONNX Runtime, CUDA',
    'onnx-webgpu': 'ONNX Runtime, WebGPU',
    'onnx-dml': 'ONNX Runtime, DirectML',
    'onnx-coreml': 'ONNX Runtime, Core ML',
    tensorflow: 'TensorFlow',
    'tensorflow-node-gpu': 'TensorFlow, npm package for NVIDIA',
    'tensorflow-node': 'TensorFlow, npm package',
    wasm: 'TensorFlow.js, WebAssembly',
    cpu: 'TensorFlow.js, plain JavaScript',
  },
  devices: {
    cpu: (model: string | null, threads: number) => `CPU (${model ?? 'unknown'}, ${plural(threads, 'thread', 'threads')})`,
    oneThread: (processor: string) => `${processor}, one thread used`,
    gpu: 'GPU',
    nvidia: 'NVIDIA GPU',
    directX: 'GPU (DirectX 12)',
    apple: 'GPU (Apple)',
    vulkan: 'GPU (Vulkan)',
    lavapipe: 'Software driver (lavapipe) on the CPU',
    noCard: 'Vulkan, no graphics card seen',
    none: '–',
  },

  nvidia: {
    driver: (library: string) => `NVIDIA's driver is missing (${library}); it comes with the driver of an NVIDIA card.`,
    toolkit: (names: readonly string[]) => `The CUDA ${libraries(names)} missing: install the CUDA version that it was built for.`,
    others: (names: readonly string[]) => `The ${libraries(names)} missing.`,
    oldDriver: "NVIDIA's driver is too old for CUDA 12: install version 525 or later.",
    noCard: 'There is no NVIDIA card, or the driver does not see it.',
  },
  architecture: (path: string, built: string, own: string) =>
    `${path} was built for another processor architecture (${built}) than this one (${own}).`,

  onnx: {
    /** Where ONNX Runtime's package brings a provider. */
    places: {
      cuda: 'Linux on x64',
      webgpu: 'Windows, macOS on Apple silicon and Linux on x64',
      dml: 'Windows',
      coreml: 'macOS on Apple silicon',
    },
    notBrought: (name: string, system: string, places: string) =>
      `ONNX Runtime's npm package has no ${name} for ${system}; it brings it for ${places}.`,
    noCuda:
      "ONNX Runtime's CUDA provider is not installed: its package's install script, which fetches it from nuget.org, did not run. In Plenum's folder, \"node node_modules/onnxruntime-node/script/install --onnxruntime-node-install=cuda12\" fetches it.",
    software: 'No graphics card was seen: a software driver computes rightly, but far slower than ONNX Runtime on the CPU.',
    noVulkan: 'libvulkan.so.1 is missing, through which WebGPU reaches a graphics card on Linux: install libvulkan1 or vulkan-loader.',
    noVulkanDriver: "No Vulkan driver is installed: install the graphics card's, such as mesa-vulkan-drivers or NVIDIA's.",
    wrong: (title: string, a: number, b: number) => `${title} multiplied wrongly: ${a} and ${b} instead of 8 and 26.`,
    noAdapter: (title: string) =>
      `${title} found no graphics card that it can use: its driver is missing, too old, or lacks Vulkan, Direct3D 12 or Metal.`,
    idle: (title: string) => `${title} would leave the work to the CPU: it took no matrix product.`,
    noLibrary: (library: string, title: string) => `The library ${library} is missing, which ${title} needs.`,
    notStarted: (title: string, message: string) => `${title} cannot start: ${message}`,
    notInstalled: 'The npm package onnxruntime-node is not installed: run npm install.',
    noBuild: (system: string) => `The npm package onnxruntime-node has no build for this processor architecture (${system}).`,
    tooNew: (message: string) => `ONNX Runtime is too new for this system: ${message}`,
    notLoaded: (message: string) => `ONNX Runtime cannot be loaded: ${message}`,
  },

  tensorflow: {
    notLinked:
      'No TensorFlow is linked. "plenum engines link" finds a Python TensorFlow, or fetches one with pip, and builds the addon for it.',
    addonGone: (addon: string) => `The linked addon ${addon} is gone: run "plenum engines link" again.`,
    folderGone: (folder: string) => `The TensorFlow that was linked is gone from ${folder}: run "plenum engines link" again.`,
    notInstalled: (name: string, directory: string, version: string) =>
      `The npm package ${name} is not installed: "npm install --prefix ${directory} ${name}@${version}" installs it where storage.googleapis.com can be reached, from which its install script fetches TensorFlow 2.9.`,
    noAddon: (name: string) =>
      `The npm package ${name} is installed without its addon: its install script was blocked, or could not fetch TensorFlow from storage.googleapis.com. "plenum engines link" links a Python TensorFlow instead.`,
    pipCuda: (problem: string) => `${problem} pip install "tensorflow[and-cuda]" brings the libraries; link that TensorFlow by its folder.`,
    architecture: (system: string) => `TensorFlow's addon was built for another processor architecture than this one (${system}).`,
    tooNew: (message: string) => `TensorFlow's libraries are too new for this system: ${message}`,
    notLoaded: (message: string) => `TensorFlow cannot be loaded: ${message}`,
    onCpu: (reason: string) => `It was built for CUDA and falls back to the CPU. ${reason}`,
    noGpu: 'TensorFlow took no NVIDIA GPU, although driver and CUDA are here: the card may be too old for it, or hidden.',
    noBackend: (name: string) => `The npm package @tensorflow/tfjs-backend-${name} is not installed: run npm install.`,
    backendNotStarted: (name: string) => `TensorFlow.js could not start its backend "${name}" on this machine.`,
  },

  /** Linking a Python TensorFlow. */
  link: {
    found: (version: string, folder: string, gpu: boolean) =>
      `TensorFlow ${version} in ${folder}, ${gpu ? 'built for CUDA' : 'for the CPU'}.`,
    unknownVersion: 'of unknown version',
    building: 'Building the addon.',
    noPath: (path: string) => `${path} does not exist.`,
    noWheel: (path: string) => `${path} is neither a folder nor a wheel (.whl).`,
    unpacking: (path: string) => `Unpacking ${path}.`,
    fetching: (gpu: boolean) => `Fetching TensorFlow${gpu ? ' for CUDA' : ''} with pip; that is some hundred megabytes.`,
    unpackingIt: 'Unpacking it.',
    withoutOwn: (message: string) => `The compiler refused Plenum's own operations; the addon does without them, and is slower: ${message}`,
    notBuilt: (platform: string) => `The addon cannot be built on ${platform}.`,
    noNodeHeaders: (folder: string) => `Node's own headers were not found in ${folder}.`,
    notSupported: (platform: string) =>
      `Linking a Python TensorFlow is not supported on ${platform}: install @tensorflow/tfjs-node instead.`,
    noHeaders: (folder: string) => `${folder} has TensorFlow's libraries but not its headers (include/tensorflow/c).`,
    noTensorflow: (folder: string, library: string) =>
      `${folder} holds no TensorFlow: ${library} was not found in it, nor in tensorflow/ below it.`,
    noProgram: (command: string) => `The program "${command}" is not installed.`,
    programFailed: (command: string, code: number | null, line: string) => `"${command} …" ended with code ${code}: ${line}`,
    nothingFetched: (name: string) => `pip fetched no wheel of ${name}.`,
    notOffered: (name: string, system: string) =>
      `pip knows no wheel of ${name} for this Python on ${system}: its versions end where its makers stopped building, or the index cannot be reached. Another Python may have one: link its folder by --tensorflow.`,
    noPip: 'This Python has no pip: install it, or link a TensorFlow by its folder with --tensorflow.',
  },
} as const
