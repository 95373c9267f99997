import { watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { lab } from './api/lab'
import { formatCount } from './format'
import { useAttention } from './stores/attention'
import { texts } from './texts'

/** Keeps the page's title: the place, and in a browser, which has no taskbar of ours, how far the queue is. */
export function useTitle(): void {
  const route = useRoute()
  const attention = useAttention()
  watchEffect(() => {
    const share = lab().bridge.door === 'server' && attention.share !== null ? Math.floor(attention.share * 100) : null
    const place = texts.attention.title(route.meta.title ?? '')
    document.title = share === null ? place : texts.attention.titleWithShare(texts.units.percent(formatCount(share)), place)
  })
}
