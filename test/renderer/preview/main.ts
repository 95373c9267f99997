import '../../../src/renderer/jitless'
import { createFakeLab } from '../fake-lab'

const scene = new URLSearchParams(location.search)
const fake = createFakeLab({
  empty: scene.has('empty'),
  speed: Number(scene.get('speed') ?? 1),
  streaming: Number(scene.get('streaming') ?? 0),
})
window.plenum = fake.bridge
Object.assign(window, { fake })
await import('../../../src/renderer/main')
