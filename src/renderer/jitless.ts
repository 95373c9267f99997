import { z } from 'zod'

/** Keeps zod from compiling validators with `Function`, which the page's content security policy forbids. Import before any schema. */
z.config({ jitless: true })
