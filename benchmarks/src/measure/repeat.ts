/** Does something a number of times, and gives what each time measured. */
export async function repeat<T>(
  times: number,
  measure: () => Promise<T>,
): Promise<T[]> {
  const measured: T[] = [];
  for (let time = 0; time < times; time += 1) measured.push(await measure());
  return measured;
}

/** How long something takes, in ms. */
export async function timeOf(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
