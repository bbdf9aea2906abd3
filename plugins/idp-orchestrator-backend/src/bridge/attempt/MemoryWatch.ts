import { readFile } from 'node:fs/promises';

/** The pause (ms) before a look; the first one is short, for scripts that are. */
const FIRST_LOOK_MS = 100;
const LOOK_EVERY_MS = 1_000;

/**
 * Measures the most memory that a script and all that it started had at one
 * time, as far as it was looked at. It does so on Linux only, and of a script
 * that is over before the first look it knows nothing.
 */
export class MemoryWatch {
  #peakBytes = 0;
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
      this.#looking = this.#look().then(() => this.#lookAfter(LOOK_EVERY_MS));
    }, ms);
  }

  async #look(): Promise<void> {
    const pid = await this.readPid();
    if (pid === undefined) return;
    const bytes = await sumOfTree(pid);
    this.#peakBytes = Math.max(this.#peakBytes, bytes);
  }
}

/** Adds up a process and all below it; one that has ended meanwhile counts nothing. */
async function sumOfTree(pid: number): Promise<number> {
  const [statm, children] = await Promise.all([
    readFile(`/proc/${pid}/statm`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''),
  ]);
  const pids = children.split(' ').filter(Boolean).map(Number);
  const below = await Promise.all(pids.map(sumOfTree));
  return below.reduce((sum, bytes) => sum + bytes, residentBytes(statm));
}

const PAGE_BYTES = 4096;

/** Reads the private memory: resident pages less those shared with other processes. */
function residentBytes(statm: string): number {
  const [, resident = 0, shared = 0] = statm.split(' ').map(Number);
  return Math.max(resident - shared, 0) * PAGE_BYTES;
}
