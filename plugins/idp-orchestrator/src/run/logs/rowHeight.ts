/** High enough for a finger to hit one line's link, and no other. */
const USUAL_PX = 24;

/** Lower ones cannot be read. */
const LEAST_PX = 12;

/** No browser draws a higher box; Firefox has the lowest limit, a little above this. */
const HIGHEST_BOX_PX = 17_500_000;

/** How high the rows of a log are, in px: lower when it is so long that it would not fit. */
export function rowHeightFor(rows: number): number {
  const fitting = Math.floor(HIGHEST_BOX_PX / Math.max(1, rows));
  return Math.min(USUAL_PX, Math.max(LEAST_PX, fitting));
}
