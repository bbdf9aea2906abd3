import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WindowRule } from '../gate';
import type {
  Clock,
  StoredWindow,
  WindowDefinition,
  WindowStore,
} from '../ports';
import { toWindowRule } from './toWindowRule';

export interface WindowsOptions {
  configured: readonly WindowDefinition[];
  store: WindowStore;
  clock: Clock;
  logger: LoggerService;
}

/** A window as it was written, and as the gate looks at it. */
export interface KnownWindow {
  definition: WindowDefinition;
  rule: WindowRule;
}

/** How often (ms) it is looked whether another process has made or ended one. */
const LOOK_EVERY_MS = 1_000;

/**
 * Knows all windows of this installation: those of the configuration, and those
 * that calls have made, in whatever process. Asking costs no look at the store.
 */
export class Windows {
  readonly #configured: KnownWindow[];
  #stored: KnownWindow[] = [];
  #rules: readonly WindowRule[];
  /** The stored ones as they were read last, to see whether they changed. */
  #read: string | undefined;
  readonly #listeners = new Set<() => void>();
  #reading: Promise<void> = Promise.resolve();
  /** True when held runs are to be looked at once more, at the next look. */
  #wakesAgain = false;
  readonly #stopped = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(private readonly options: WindowsOptions) {
    this.#configured = options.configured.map(know);
    this.#rules = this.#configured.map(({ rule }) => rule);
  }

  /** Lists the rules of all windows that are not over. */
  readonly listRules = (): readonly WindowRule[] => this.#rules;

  list(): KnownWindow[] {
    return [...this.#configured, ...this.#stored];
  }

  /** Keeps a window for every process, and obeys it here at once. */
  async add(window: StoredWindow): Promise<void> {
    const { timing } = window;
    await this.options.store.add(window, Date.parse(timing.to ?? ''));
    await this.refresh();
  }

  /** Tells whether a call has made a window that is over by now. */
  async wasMade(id: string): Promise<boolean> {
    return this.options.store.has(id);
  }

  /** Ends a window that a call has made, at a time (ms since 1970). */
  async end(id: string, at: number): Promise<void> {
    await this.options.store.end(id, at);
    await this.refresh();
  }

  /** Calls whenever a window was made or ended, until the function that it returns is called. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Reads what calls have made, and has held runs looked at when that is
   * something else than before. What the configuration says may be new when this
   * process starts. One reading follows another, or an older one might count.
   */
  refresh(): Promise<void> {
    const reading = this.#reading.then(() => this.#readStored());
    // Whoever asked is told of what fails; the next reading is another one.
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #readStored(): Promise<void> {
    const { store, clock } = this.options;
    const stored = await store.list(clock.now());
    const read = JSON.stringify(stored);
    if (read === this.#read) return;
    this.#stored = stored.map(know);
    this.#rules = this.list().map(({ rule }) => rule);
    this.#listeners.forEach(listener => listener());
    this.#wakesAgain = true;
    await store.wakeHeld();
    // Only what is done is not done again at the next look.
    this.#read = read;
  }

  async #look(): Promise<void> {
    const wakes = this.#wakesAgain;
    await this.refresh();
    if (!wakes) return;
    // A run that was just being given back was not held yet at the first time.
    await this.options.store.wakeHeld();
    this.#wakesAgain = false;
  }

  /** Looks for changes until it is stopped. */
  start(): void {
    this.#watching ??= this.#watch(this.#stopped.signal);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#watching;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        logger.warn(
          'The windows that calls have made cannot be read now; those that are known stay in force',
          error as Error,
        );
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  }
}

function know(definition: WindowDefinition): KnownWindow {
  return { definition, rule: toWindowRule(definition) };
}
