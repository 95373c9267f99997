import { z } from 'zod'
import { queueSchema } from '../queue'
import { runSchema } from '../run'
import { done, id, nothing, type RequestSchemas } from './parameters'

/** The queue, and the life of runs in and after it. */
export const QUEUE_REQUESTS = {
  'queue.get': { params: nothing, result: queueSchema },
  /** Looks again whether the data folder can be written; if so the queue goes on with the runs that it had paused, and with one that waits for memory. */
  'queue.release': { params: nothing, result: queueSchema },
  /** A run of another Plenum process on the data folder is paused, resumed, let start or stopped by that process, within a second or two. */
  'runs.pause': { params: id, result: done },
  'runs.resume': { params: id, result: done },
  /** A queued run, with its race, no longer waits for memory: it starts as soon as there is a place. */
  'runs.overrule': { params: id, result: done },
  'runs.stop': { params: id, result: done },
  /** A new order of waiting runs. Those not named keep their order, behind the named ones; a run that waits no more is passed over. */
  'runs.order': { params: z.strictObject({ ids: z.array(z.string()).max(10_000) }), result: done },
  /**
   * So many epochs more for a run that finished, ended early or was stopped, from its last checkpoint: to the bit the run that had been
   * asked for the sum at first, as no schedule looks at the number of epochs. One whose decays were used up is allowed as many more, and
   * is then the run with that larger max_decays.
   */
  'runs.continue': { params: z.strictObject({ id: z.string(), epochs: z.int().min(1).max(1000) }), result: runSchema },
  /** The same run queued anew, with its own seed or another; outside of any race. */
  'runs.duplicate': {
    params: z.strictObject({
      id: z.string(),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .optional(),
    }),
    result: runSchema,
  },
  /** Puts a run into the bin, from where it can be restored for BIN_DAYS; a waiting one is taken off the queue, one in training refused. */
  'runs.delete': { params: id, result: done },
  'runs.restore': { params: id, result: runSchema },
  /** Deletes a run and its files for good, from the bin or outside of it. */
  'runs.erase': { params: id, result: done },
  /** The runs in the bin, last deleted first. */
  'runs.bin': { params: nothing, result: z.array(runSchema) },
} as const satisfies RequestSchemas
