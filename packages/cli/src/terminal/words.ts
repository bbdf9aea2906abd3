/** Counts things, one or several. */
export function count(
  number: number,
  one: string,
  several = `${one}s`,
): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : several}`;
}
