/** The name of the group that a line begins; undefined for every other line. */
export function readGroup(line: string): string | undefined {
  return /^::group::(.*)$/.exec(line)?.[1];
}

/** Whether a line ends the group before it. */
export function endsGroup(line: string): boolean {
  return line.startsWith('::endgroup::');
}
