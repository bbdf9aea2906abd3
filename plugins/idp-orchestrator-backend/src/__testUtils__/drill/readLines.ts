import { readFile } from 'node:fs/promises';

/** Its lines, the last one also when it has no end; none when there is no file. */
export async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
