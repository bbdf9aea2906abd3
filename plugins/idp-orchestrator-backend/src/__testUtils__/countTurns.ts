/** Counts how often others get their turn on the event loop while something is done. */
export async function countTurns(
  work: () => Promise<unknown>,
): Promise<number> {
  let turns = 0;
  let isOver = false;
  const next = () => {
    turns += 1;
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  await work();
  isOver = true;
  return turns;
}
