import { InputError } from '@backstage/errors';
import type * as Re2 from 're2js';
import { lazy } from '../waiting/lazy';
import { estimateStates } from './estimateStates';

/** A regular expression whose time grows with the text, and with nothing else. */
export interface LinearPattern {
  /**
   * Tells whether it is found in a text.
   *
   * @throws InputError when pattern and text together are too much work
   */
  test(text: string): boolean;
  /** How many states it has; the time that a character takes grows with them. */
  readonly states: number;
}

/** The most characters that a regular expression may have. */
export const LONGEST_PATTERN = 1_000;

/** The most states that a regular expression may have: some 50 ms to compile. */
const MOST_STATES = 10_000;

/**
 * Characters of a text times states of a pattern, at most: some 50 ms. So a
 * pattern like `^[a-z-]+$` takes any text that a request can hold, and one of
 * 1,000 states a text of 20,000 characters.
 */
const MOST_WORK = 20_000_000;

/** The library, which many processes never need: most schemas have no pattern. */
const loadRe2 = lazy(() => require('re2js') as typeof Re2);

const compiled = new Map<string, LinearPattern>();
/** States of the regular expressions that are kept compiled. */
const MOST_KEPT = 100_000;
let kept = 0;

/**
 * Compiles a regular expression as JSON Schema and expressions write them.
 *
 * @throws InputError saying why it cannot be used, and what to write instead
 */
export function compilePattern(pattern: string): LinearPattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = limitWork(pattern, compile(pattern));
  kept += made.states;
  if (kept > MOST_KEPT) {
    compiled.clear();
    kept = made.states;
  }
  compiled.set(pattern, made);
  return made;
}

function compile(pattern: string): Re2.RE2JS {
  if (pattern.length > LONGEST_PATTERN) {
    throw new InputError(
      `The regular expression ${shorten(pattern)} is too long: expected at most ${LONGEST_PATTERN} characters, got ${pattern.length}. Use several, or an enum`,
    );
  }
  const states = estimateStates(pattern);
  if (states > MOST_STATES) {
    throw new InputError(
      `The regular expression ${shorten(pattern)} has too many states: expected at most ${MOST_STATES.toLocaleString('en')}, got some ${states.toLocaleString('en')}, since counts multiply what they count. Write smaller counts, or limit the length (maxLength)`,
    );
  }
  try {
    const { RE2JS } = loadRe2();
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (error) {
    throw new InputError(
      `The regular expression ${shorten(pattern)} cannot be used: ${reasonOf(error)}. Regular expressions are those of RE2, which need no backtracking: write it without lookahead, lookbehind and backreferences, and with counts of at most 1,000`,
    );
  }
}

function limitWork(pattern: string, program: Re2.RE2JS): LinearPattern {
  const states = Math.max(1, program.programSize());
  const longest = Math.floor(MOST_WORK / states);
  return {
    states,
    test(text) {
      if (text.length <= longest) return program.test(text);
      throw new InputError(
        `A text of ${text.length} characters is too long for the regular expression ${shorten(pattern)}: expected at most ${longest}. Limit its length (maxLength), or write a shorter expression`,
      );
    },
  };
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return message.replace(/^error parsing regexp: /, '');
}

function shorten(pattern: string): string {
  return pattern.length > 100 ? `${pattern.slice(0, 97)}...` : pattern;
}
