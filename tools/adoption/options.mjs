import { StepFailure } from '../toolchain/StepFailure.mjs';

const FLAGS = ['short', 'newest', 'legacy'];

/** What the words behind the command ask for. */
export function readOptions(words) {
  const unknown = words.find(word => !FLAGS.includes(word.replace(/^--/, '')));
  if (unknown !== undefined) {
    throw new StepFailure(
      `There is no option ${unknown}.`,
      `Choose from: ${FLAGS.map(flag => `--${flag}`).join(' ')}`,
    );
  }
  const has = flag => words.includes(`--${flag}`);
  return { short: has('short'), newest: has('newest'), legacy: has('legacy') };
}
