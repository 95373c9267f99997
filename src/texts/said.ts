/** What a translation provides for the English `T`: the same keys, any words, the same values to put in. */
export type Said<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Said<T[Key]> }
