import { app } from './app'
import { modelled } from './refuse'

/** One screen with a taskbar below: 1920 × 1080, of which 1048 lines are for windows; or what the one who starts it says. */
const WORK_AREA = JSON.parse(process.env.PLENUM_STAND_IN_WORK_AREA ?? '{"x":0,"y":0,"width":1920,"height":1048}') as object

export const screen = modelled('screen', {
  getAllDisplays() {
    if (!app.isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event")
    return [modelled('Display', { workArea: { ...WORK_AREA } })]
  },
})
