import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

/** The pause (ms) before the first look, which is short, for scripts that are. */
const FIRST_LOOK_MS = 100;
/** The pause (ms) before the next one; while the figure does not rise, each is longer than the one before. */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_FACTOR = 1.5;

/**
 * Measures the most memory that a script and all that it started had at one
 * time, as far as it was looked at. It does so on Linux only, and of a script
 * that is over before the first look it knows nothing.
 */
export class MemoryWatch {
  #peakBytes = 0;
  #pauseMs = SHORTEST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  /** @param readPid the script's process, once it is known */
  constructor(private readonly readPid: () => Promise<number | undefined>) {}

  /** The highest figure; undefined when there was none. */
  get peakBytes(): number | undefined {
    return this.#peakBytes || undefined;
  }

  start(): void {
    if (process.platform === 'linux') this.#lookAfter(FIRST_LOOK_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #lookAfter(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => this.#lookAfter(this.#pauseMs));
    }, ms);
  }

  async #look(): Promise<void> {
    const pid = await this.readPid();
    if (pid === undefined) return;
    const bytes = await sumOfTree(pid);
    this.#pauseMs =
      bytes > this.#peakBytes
        ? SHORTEST_PAUSE_MS
        : Math.min(LONGEST_PAUSE_MS, this.#pauseMs * PAUSE_FACTOR);
    this.#peakBytes = Math.max(this.#peakBytes, bytes);
  }
}

/** So many processes are read before others get their turn, which is about 1 ms. */
const BATCH = 32;

/** Adds up a process and all below it; one that has ended meanwhile counts nothing. */
async function sumOfTree(root: number): Promise<number> {
  const pids = [root];
  let sum = 0;
  for (let at = 0; at < pids.length; at += 1) {
    if (at > 0 && at % BATCH === 0) await turn();
    const pid = pids[at];
    sum += residentBytes(readOfKernel(`/proc/${pid}/statm`));
    const children = readOfKernel(`/proc/${pid}/task/${pid}/children`);
    pids.push(...children.split(' ').filter(Boolean).map(Number));
  }
  return sum;
}

const answer = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * Reads what the kernel says in a file, as far as one read gives it; nothing
 * when there is no such file any more. It blocks, since the kernel answers from
 * memory, which takes a tenth of what a thread would cost.
 */
function readOfKernel(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    return answer.toString('latin1', 0, readSync(file, answer));
  } catch {
    return '';
  } finally {
    closeSync(file);
  }
}

const PAGE_BYTES = 4096;

/** Reads the private memory: resident pages less those shared with other processes. */
function residentBytes(statm: string): number {
  const [, resident = 0, shared = 0] = statm.split(' ').map(Number);
  return Math.max(resident - shared, 0) * PAGE_BYTES;
}
