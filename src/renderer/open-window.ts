import type { Pinia } from 'pinia'
import { createApp } from 'vue'
import App from './app.vue'
import { createPlaces } from './router'

/** Mounts the window with all its places. */
export function openWindow(pinia: Pinia): void {
  createApp(App).use(pinia).use(createPlaces()).mount('#app')
}
