import { existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = [
  '/usr/lib/x86_64-linux-gnu/faketime',
  '/usr/lib/aarch64-linux-gnu/faketime',
  '/usr/lib64/faketime',
  '/usr/lib/faketime',
  '/usr/local/lib/faketime',
];
/** The one for processes of several threads. */
const LIBRARY = 'libfaketimeMT.so.1';

function findLibrary(): string | undefined {
  return FOLDERS.map(folder => path.join(folder, LIBRARY)).find(existsSync);
}

/** The reason why the clock of a process cannot be set here without that of the host. */
export function clockUnavailableReason(): string | undefined {
  return findLibrary() ? undefined : 'libfaketime is not installed';
}

/** The clock of the wall, as a process and all that it starts read it. The monotonic one goes on. */
export class FakedClock {
  readonly environment: Record<string, string>;
  readonly #file: string;

  constructor(folder: string) {
    this.#file = path.join(folder, 'clock');
    this.environment = {
      LD_PRELOAD: findLibrary() ?? '',
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_CACHE_DURATION: '1',
      // Files keep their times when a clock is set.
      NO_FAKE_STAT: '1',
    };
    this.set(0);
  }

  /** Sets it so far (s) off the true one; processes read that within a second. */
  set(seconds: number): void {
    // Nobody reads a file that is half written.
    writeFileSync(`${this.#file}.next`, `${seconds < 0 ? '' : '+'}${seconds}`);
    renameSync(`${this.#file}.next`, this.#file);
  }
}
