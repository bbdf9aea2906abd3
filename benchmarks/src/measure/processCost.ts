import { readFile } from 'node:fs/promises';

/** Reads how many calls of `read` this process has made. */
export async function countReads(): Promise<number> {
  const io = await readFile('/proc/self/io', 'utf8');
  return Number(/^syscr: (\d+)$/m.exec(io)?.[1]);
}

/** Adds up the CPU time (ms) of processes; those that are gone count nothing. */
export async function sumCpuMs(pids: string[]): Promise<number> {
  const nanoseconds = await Promise.all(
    // The times of proc(5) are in ticks of 10 ms, and less than one is spent.
    pids.map(async pid => {
      const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(
        () => '0',
      );
      return Number(text.split(' ')[0]);
    }),
  );
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1_000_000;
}
