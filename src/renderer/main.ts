import './jitless'
import '@fontsource-variable/inter/wght.css'
import 'katex/dist/katex.min.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/table.css'
import { createPinia } from 'pinia'
import { findBridge } from './api/bridge'
import { createClient } from './api/client'
import { provideLab } from './api/lab'
import { useConnection } from './stores/connection'

const pinia = createPinia()
provideLab(createClient(findBridge()))
useConnection(pinia).start()

// A task of its own, so that the lab answers while the window's code is read; index.html loads it at once (electron.vite.config.ts).
const { openWindow } = await import('./open-window')
openWindow(pinia)
