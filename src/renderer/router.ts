import type { Component } from 'vue'
import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import { z } from 'zod'
import { PLACE_IDS, type PlaceId } from '../shared/host'
import { useRemembered } from './stores/remembered'
import { texts } from './texts'
import CompareView from './views/compare-view.vue'
import CorporaView from './views/corpora-view.vue'
import ExperimentView from './views/experiment-view.vue'
import RunsView from './views/runs-view.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** The place's name, for the top line and the page's title. */
    title?: string
  }
}

/** The views are part of the first load: a lost lab must not cost a page. */
const VIEWS: Record<PlaceId, Component> = { corpora: CorporaView, experiment: ExperimentView, runs: RunsView, compare: CompareView }
const PATHS: Record<PlaceId, string> = { corpora: '/corpora/:id?', experiment: '/experiment', runs: '/runs', compare: '/compare' }

/** The router over the places; addresses live in the hash, which both doors understand. Without one, the last place opens. */
export function createPlaces(history: RouterHistory = createWebHashHistory()): Router {
  const last = useRemembered('place', z.string().startsWith('/'), '/corpora')
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: () => (last.value === '/' ? '/corpora' : last.value) },
      ...PLACE_IDS.map((name) => ({ name, path: PATHS[name], component: VIEWS[name], meta: { title: texts.places[name] } })),
      { path: '/:rest(.*)*', redirect: { name: 'corpora' } },
    ],
  })
  // The place without what was open in it: a panel that greets one at the start would be in the way.
  router.afterEach((to) => (last.value = to.path))
  return router
}
