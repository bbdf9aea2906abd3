import type { LogStream } from '../LogChunk';
import type { RunError } from '../RunStep';

/**
 * The last words of a script that failed, and the stream that they were said on.
 *
 * @public
 */
export interface LastLines {
  stream: LogStream;
  lines: string[];
}

/**
 * Finds the last lines that an error tells of; undefined when its script said nothing.
 *
 * @public
 */
export function lastLinesOf({
  stderrTail,
  stdoutTail,
}: RunError): LastLines | undefined {
  if (stderrTail?.length) return { stream: 'stderr', lines: stderrTail };
  if (stdoutTail?.length) return { stream: 'stdout', lines: stdoutTail };
  return undefined;
}
