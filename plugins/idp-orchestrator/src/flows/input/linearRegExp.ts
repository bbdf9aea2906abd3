import { RE2JS } from 're2js';

/** Characters of a text times states of a pattern, at most: some 50 ms in which the page stands still. */
const MOST_WORK = 20_000_000;

/**
 * Matches the patterns of a form as the backend does, by RE2: those of the
 * browser can take for ever on a text of some thirty characters, and the page
 * with them. What is too much work is left to the backend.
 */
export function linearRegExp(pattern: string): (text: string) => boolean {
  try {
    const program = RE2JS.compile(RE2JS.translateRegExp(pattern));
    const longest = MOST_WORK / Math.max(1, program.programSize());
    return text => text.length > longest || program.test(text);
  } catch {
    // The backend's check, which counts, tells what is wrong.
    return () => true;
  }
}
