/** Every word of the desktop around the window: menus, dialogs. */
export const english = {
  name: 'Plenum',

  menu: {
    about: 'About Plenum',
    file: '&File',
    newExperiment: 'New Experiment',
    openFiles: 'Open Corpus…',
    openFolder: 'Open Folder…',
    recent: 'Open Recent',
    noRecent: 'No Recent Corpora',
    clearRecent: 'Clear Menu',
    view: '&View',
    palette: 'Commands…',
    places: { corpora: 'Corpora', experiment: 'New Experiment', runs: 'Runs', compare: 'Compare' },
    help: '&Help',
    shortcuts: 'Keyboard Shortcuts',
  },

  open: {
    files: 'Open a corpus',
    folder: 'Open a folder with train, valid and test files',
    button: 'Look inside',
    corpora: 'Corpora',
    all: 'All files',
    noFile: (name: string) => `${name} is not a file on this machine's disk.`,
  },

  lab: {
    starting: 'The lab is starting.',
    away: 'The lab is not running.',
    over: 'The lab ended.',
    notStarted: (reason: string) => `The lab could not be started: ${reason}.`,
    killed: (signal: string, said: string | null) => `The lab was ended by ${signal}${said === null ? '.' : `: ${said}`}`,
    ended: (code: number | null, said: string | null) => `The lab ended with code ${code}${said === null ? '.' : `: ${said}`}`,
    noRequest: 'This is no request of the window: it needs id, method and params.',
  },

  quit: {
    message: (training: number) => (training === 1 ? 'A run is training.' : `${training} runs are training.`),
    detail: 'It loses at most the present epoch and can be resumed when Plenum is open again.',
    confirm: 'Quit',
    cancel: 'Keep training',
  },

  rebuild: {
    message: 'The store of runs and corpora is lost.',
    detail:
      'It can be built anew from what lies beside the runs and corpora: configurations, curves, evaluations and alarms. What is left of the old one is kept.',
    confirm: 'Build it anew',
    leave: 'Leave it as it is',
  },

  crash: {
    message: 'The window stopped working again.',
    detail: 'Its page was loaded anew a moment ago and broke once more. The lab is not concerned: what it trains goes on.',
    again: 'Load it again',
    close: 'Close the window',
  },
} as const
