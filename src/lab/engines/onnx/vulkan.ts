import { homedir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { missingLibraries, namesIn } from '../libraries'
import { say } from '../../../texts/lab'

/** How Linux reaches a graphics card: through Vulkan's loader and the drivers that are registered with it. */
export interface Vulkan {
  /** Whether the loader is there. */
  loader: boolean
  /** Files by which drivers are registered. */
  drivers: readonly string[]
  /** Nodes of graphics cards: /dev/dri/renderD128, /dev/nvidia0, /dev/dxg. */
  cards: readonly string[]
}

/** Looks without loading anything. */
export async function findVulkan(environment: NodeJS.ProcessEnv = process.env): Promise<Vulkan> {
  const given = environment.VK_DRIVER_FILES ?? environment.VK_ICD_FILENAMES
  const cards = [
    ...(await namesIn('/dev/dri')).filter((name) => name.startsWith('renderD')).map((name) => join('/dev/dri', name)),
    ...(await namesIn('/dev')).filter((name) => /^nvidia\d+$|^dxg$/.test(name)).map((name) => join('/dev', name)),
  ]
  return {
    loader: (await missingLibraries(['libvulkan.so.1'], [], environment)).length === 0,
    drivers: given === undefined ? await registered(environment) : given.split(delimiter).filter(Boolean),
    cards,
  }
}

/** Driver files in the folders that Vulkan's loader documents. */
async function registered(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const home = environment.HOME ?? homedir()
  const roots = [
    environment.XDG_CONFIG_HOME || join(home, '.config'),
    ...(environment.XDG_CONFIG_DIRS || '/etc/xdg').split(delimiter),
    '/etc',
    environment.XDG_DATA_HOME || join(home, '.local', 'share'),
    ...(environment.XDG_DATA_DIRS || `/usr/local/share${delimiter}/usr/share`).split(delimiter),
  ]
  const folders = roots.map((root) => join(root, 'vulkan', 'icd.d'))
  const found = await Promise.all(
    folders.map(async (folder) => (await namesIn(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name))),
  )
  return found.flat()
}

/** Why nothing can be computed through it, in a sentence; null where it can be tried. */
export function vulkanProblem({ loader, drivers }: Vulkan): string | null {
  if (!loader) return say.engines.onnx.noVulkan
  if (drivers.length > 0) return null
  return say.engines.onnx.noVulkanDriver
}

/** What the drivers will compute on, in words. Mesa brings drivers of all makers at once, so a card's node tells whether there is one. */
export function vulkanDevice({ drivers, cards }: Vulkan): { device: string; software: boolean } {
  if (cards.length > 0) return { device: say.engines.devices.vulkan, software: false }
  const software = drivers.map((path) => basename(path)).find((name) => name.startsWith('lvp'))
  return { device: software ? say.engines.devices.lavapipe : say.engines.devices.noCard, software: true }
}
