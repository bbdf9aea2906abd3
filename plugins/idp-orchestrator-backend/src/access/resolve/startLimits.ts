import { InputError } from '@backstage/errors';

/** Runs within runs, at most; a run that would be deeper is refused when its turn has come. */
export const DEEPEST = 10;

/** Runs below one that no step started, at most: a flow that starts itself twice would be a thousand at this depth. */
export const MOST_BELOW = 1_000;

/** Inputs of steps that are read for one start, at most. */
export const MOST_READ = 5_000;

/** A start that would do more than can be judged before it begins. */
export class TooManyEffectsError extends InputError {
  constructor(flowId: string) {
    super(
      `Flow ${flowId} would do too much to be judged before it begins: expected at most ${MOST_READ} steps and items, those of the flows that it starts included. Start parts of it by themselves, or give it fewer items`,
    );
  }
}
