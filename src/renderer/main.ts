import './jitless'
import '@fontsource-variable/inter/wght.css'
import 'katex/dist/katex.min.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/table.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app.vue'
import { findBridge } from './api/bridge'
import { createClient } from './api/client'
import { provideLab } from './api/lab'
import { createPlaces } from './router'
import { useConnection } from './stores/connection'

const bridge = findBridge()
provideLab(createClient(bridge))

const app = createApp(App)
app.use(createPinia())
app.use(createPlaces())
useConnection().start()
app.mount('#app')
