/** The same tree of texts in another language: no text may be missing, and none be added. */
export type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]>;
};
