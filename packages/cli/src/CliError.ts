import type { Ending } from './exitCodes';

/** A failure that was foreseen: what is wrong, and what to do. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly ending: Ending = 'misused',
  ) {
    super(message);
  }
}
