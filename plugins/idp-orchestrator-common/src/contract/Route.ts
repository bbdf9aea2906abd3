/**
 * The route of an operation below `/v1`, with what its client has to know to
 * call it.
 *
 * @public
 */
export interface Route {
  method: 'get' | 'post';
  /** The path, as Express has it. */
  path: string;
  takesQuery?: true;
  /**
   * The kind of answer other than JSON: a file, or a stream of events that goes
   * on.
   */
  gives?: 'file' | 'events';
}

/** The routes of contracts: each with the address that its contract says. */
export type RoutesOf<
  Contracts extends Record<keyof Contracts, { path: string }>,
> = {
  [Id in keyof Contracts]: Route & { path: Contracts[Id]['path'] };
};
