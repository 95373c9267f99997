/** Whether an error, or what a process wrote at its end, says that it was given no more memory: by V8, C++ or an engine. */
export const isMemoryFault = (text: string): boolean =>
  /heap out of memory|bad_alloc|cannot allocate memory|failed to allocate|allocation failed|out of memory|\bENOMEM\b/i.test(text)
