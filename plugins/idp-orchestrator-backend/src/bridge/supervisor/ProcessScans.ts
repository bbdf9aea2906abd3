import type { Clock, MonotonicTime } from '../../ports';
import { later, LONG_AGO, msBetween } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import {
  pickProcesses,
  searchFor,
  type AttemptProcesses,
} from './attemptProcesses';
import { readProcessTable, type ProcessEntry } from './processTable';

/** The pause (ms) between two scans, and how many times as long as a scan it is at least. */
const PAUSE_MS = 20;
const PAUSE_FACTOR = 4;

interface Asking {
  processes: AttemptProcesses;
  found(entries: ProcessEntry[]): void;
  failed(error: unknown): void;
}

/**
 * Looks through the processes of the host, once for all who ask meanwhile. A
 * look costs as much as the host has processes, and so there is one at a time,
 * with a pause that grows with what it costs: a hundred attempts that are ended
 * at once take as many looks as one.
 */
export class ProcessScans {
  #asking: Asking[] = [];
  #isScanning = false;
  #next: MonotonicTime = LONG_AGO;

  constructor(
    private readonly readTable = readProcessTable,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Finds the processes of an attempt that live at some time after this call. */
  find(processes: AttemptProcesses): Promise<ProcessEntry[]> {
    return new Promise((found, failed) => {
      this.#asking.push({ processes, found, failed });
      if (!this.#isScanning) void this.#scanForAll();
    });
  }

  async #scanForAll(): Promise<void> {
    const { clock } = this;
    this.#isScanning = true;
    while (this.#asking.length > 0) {
      await clock.sleep(Math.max(1, msBetween(clock.monotonic(), this.#next)));
      const asking = this.#asking.splice(0);
      const begun = clock.monotonic();
      await this.#scanFor(asking);
      const took = msBetween(begun, clock.monotonic());
      const pause = Math.max(PAUSE_MS, PAUSE_FACTOR * took);
      this.#next = later(clock.monotonic(), pause);
    }
    this.#isScanning = false;
  }

  async #scanFor(asking: Asking[]): Promise<void> {
    try {
      const search = searchFor(asking.map(({ processes }) => processes));
      const entries = await this.readTable(search);
      const table = new Map(entries.map(entry => [entry.pid, entry]));
      for (const { processes, found } of asking) {
        found(pickProcesses(processes, table));
      }
    } catch (error) {
      asking.forEach(({ failed }) => failed(error));
    }
  }
}

/** The scans of this process: the host is the same for all of it. */
export const hostScans = new ProcessScans();
