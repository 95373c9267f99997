/**
 * Environment of a process that trains. glibc's allocator asks for huge pages: every step the runtime hands its outputs over in
 * fresh memory of the size of the model, and faulting that in by pages of 4 KiB costs 7 % of a `short` step. Other systems
 * ignore the variable; one that the user has set is kept.
 */
export function withLargePages(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, GLIBC_TUNABLES: environment.GLIBC_TUNABLES ?? 'glibc.malloc.hugetlb=1' }
}
