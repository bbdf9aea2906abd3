/** Prints so many numbered lines, as fast as it can. */
export function talkativeScript(lines: number): string {
  return `exec awk 'BEGIN { for (i = 1; i <= ${lines}; i++) print "line " i " of a script that has much to say" }'`;
}
