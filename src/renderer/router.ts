import { createRouter, createWebHashHistory, type Router, type RouterHistory } from 'vue-router'
import { texts } from './texts'
import CompareView from './views/compare-view.vue'
import CorporaView from './views/corpora-view.vue'
import ExperimentView from './views/experiment-view.vue'
import RunsView from './views/runs-view.vue'

/** The places of the window, in the order of the rail. Their views are part of the first load: a lost lab must not cost a page. */
const PLACES = [
  { name: 'corpora', path: '/corpora/:id?', title: texts.places.corpora, view: CorporaView },
  { name: 'experiment', path: '/experiment', title: texts.places.experiment, view: ExperimentView },
  { name: 'runs', path: '/runs', title: texts.places.runs, view: RunsView },
  { name: 'compare', path: '/compare', title: texts.places.compare, view: CompareView },
] as const

/** The router over the places; addresses live in the hash, which both doors understand. */
export function createPlaces(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      ...PLACES.map(({ name, path, view, title }) => ({ name, path, component: view, meta: { title } })),
      { path: '/:rest(.*)*', redirect: { name: 'corpora' } },
    ],
  })
}
