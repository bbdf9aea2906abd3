/** Where an operation is found below `/v1`, and what its client has to know to call it. */
export interface Route {
  method: 'get' | 'post';
  /** As Express has it. */
  path: string;
  takesQuery?: true;
  /** Other than JSON: a file, or a stream of events that goes on. */
  gives?: 'file' | 'events';
}

/** The routes of contracts: each with the address that its contract says. */
export type RoutesOf<
  Contracts extends Record<keyof Contracts, { path: string }>,
> = {
  [Id in keyof Contracts]: Route & { path: Contracts[Id]['path'] };
};
