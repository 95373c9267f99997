/** When a dimension of the latent counts, in the metrics of the lab and in the window's pictures of dimensions. */

/** Variance of its posterior means over sentences from which a dimension is active: AU. */
export const ACTIVE_VARIANCE = 0.01

/** KL(p(z_d) ‖ aggregated q(z_d)) in nats under which a dimension is consistent, by metric: CU. The reported one is `cu_03`. */
export const CONSISTENT_KL = { cu_01: 0.01, cu_03: 0.03, cu_05: 0.05, cu_10: 0.1 } as const
