import { readdir, readFile } from 'node:fs/promises';

/** Finds the living processes that have a text in their environment. */
export async function findProcesses(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const environments = await Promise.all(
    pids.map(pid => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => environments[index].includes(text));
}
