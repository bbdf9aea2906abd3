import { RE2JS } from 're2js';

/** Characters of a text times states of a pattern, at most: some 50 ms in which the page stands still. */
const MOST_WORK = 20_000_000;

/** A regular expression as ajv takes it. */
interface Pattern {
  test(text: string): boolean;
  /** The expression; ajv takes two patterns of one text for the same. */
  toString(): string;
}

function compile(pattern: string): Pattern {
  return { test: compileTest(pattern), toString: () => pattern };
}

function compileTest(pattern: string): Pattern['test'] {
  try {
    const program = RE2JS.compile(RE2JS.translateRegExp(pattern));
    const longest = MOST_WORK / Math.max(1, program.programSize());
    return text => text.length > longest || program.test(text);
  } catch {
    // The backend's check, which counts, tells what is wrong.
    return () => true;
  }
}

/**
 * Matches the patterns of a form as the backend does, by RE2: those of the
 * browser can take for ever on a text of some thirty characters, and the page
 * with them. What is too much work is left to the backend.
 */
export const linearRegExp = Object.assign(compile, {
  // For validators that are written to files, which the form's are not.
  code: 'linearRegExp',
});
