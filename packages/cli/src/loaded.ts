/**
 * Gives what a module exports that was loaded late. Where Node.js imports
 * CommonJS, as built or transformed code is, all of it is the default export.
 */
export function loaded<T extends object>(module: T): T {
  return (module as { default?: T }).default ?? module;
}
