import { describeFullDisk } from '../supervisor/spoolRoom';

const LOOK_EVERY_MS = 1_000;

/** Hears what a look at a disk found. */
interface Listener {
  found(full: string | undefined): void;
  failed(error: unknown): void;
}

/** Looks at one disk, each second, for all attempts that have their files there. */
class DiskLooks {
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly spoolDirectory: string) {}

  add(listener: Listener): void {
    this.#listeners.add(listener);
    this.#timer ??= setTimeout(() => this.#look(), 0).unref();
  }

  /** @returns true when nobody listens any more */
  remove(listener: Listener): boolean {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return false;
    clearTimeout(this.#timer);
    return true;
  }

  async #look(): Promise<void> {
    try {
      const full = await describeFullDisk(this.spoolDirectory);
      this.#listeners.forEach(listener => listener.found(full));
    } catch (error) {
      this.#listeners.forEach(listener => listener.failed(error));
    }
    if (this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS).unref();
  }
}

const disks = new Map<string, DiskLooks>();

/** Knows whether the disk that a script's output goes to was full while it was followed. */
export class RoomWatch implements Listener {
  #full: string | undefined;
  #isTold = false;
  #failure: { cause: unknown } | undefined;

  constructor(private readonly spoolDirectory: string) {}

  start(): void {
    const { spoolDirectory } = this;
    const looks = disks.get(spoolDirectory) ?? new DiskLooks(spoolDirectory);
    disks.set(spoolDirectory, looks);
    looks.add(this);
  }

  stop(): void {
    const looks = disks.get(this.spoolDirectory);
    if (looks?.remove(this)) disks.delete(this.spoolDirectory);
  }

  found(full: string | undefined): void {
    this.#full ??= full;
  }

  failed(cause: unknown): void {
    this.#failure = { cause };
  }

  /**
   * Says, once, that it is.
   *
   * @throws what kept it from being looked at
   */
  tell(): string | undefined {
    if (this.#failure) throw this.#failure.cause;
    if (!this.#full || this.#isTold) return undefined;
    this.#isTold = true;
    return this.#describe(this.#full);
  }

  /**
   * Says what it means for a script that is over.
   *
   * @param noted whether its supervisor had no room for what it noted at the end
   */
  problems(noted: boolean): string[] {
    if (this.#full) return [this.#describe(this.#full)];
    const full = `the disk of the spool (${this.spoolDirectory}) was full when the script ended`;
    return noted ? [this.#describe(full)] : [];
  }

  #describe(full: string): string {
    return `${full}: what it printed since then is missing from its log, and what it wrote to $IDP_OUTPUT and $IDP_SUMMARY may be; make room there`;
  }
}
