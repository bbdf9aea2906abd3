/**
 * Notes that it was started, then prints a numbered line with the time (in
 * microseconds since 1970) every 10 ms or so, for about ten seconds.
 */
export const CHATTY_LINES = 800;

export const chattyScript = `
echo "$$" >> "$EFFECT_FILE"
for ((i = 1; i <= ${CHATTY_LINES}; i++)); do
  echo "line $i at \${EPOCHREALTIME/[.,]/}"
  sleep 0.01
done`;

/** When a line was printed, in ms since 1970. */
export function printedAt(line: string): number {
  const found = / at (\d+)$/.exec(line);
  return found ? Number(found[1]) / 1_000 : NaN;
}
