import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ProblemLog } from '../flows/ProblemLog';
import type { WindowRule } from '../gate';
import type {
  Clock,
  StoredWindow,
  WindowDefinition,
  WindowStore,
} from '../ports';
import type { ReadWindows } from './FileWindows';
import type { KnownWindow } from './KnownWindow';
import { listNeverOpen } from './listNeverOpen';
import { toWindowRule } from './toWindowRule';

export interface WindowsOptions {
  configured: readonly WindowDefinition[];
  /** Reads the windows of files; there are none when absent. */
  files?: { read(): Promise<ReadWindows> };
  store: WindowStore;
  clock: Clock;
  logger: LoggerService;
}

/** How often (ms) it is looked whether another process has made or ended one. */
const LOOK_EVERY_MS = 1_000;
/** How often (ms) files are looked at. */
const FILES_EVERY_MS = 5_000;
/** How often (ms) it is looked whether there is time for changes, where no window has changed. */
const SEARCH_EVERY_MS = 60 * 60 * 1_000;

/**
 * Knows all windows of this installation: those of the configuration, those of
 * files, and those that calls have made, in whatever process. Asking costs no look at the store.
 */
export class Windows {
  readonly #configured: KnownWindow[];
  #files: KnownWindow[] = [];
  #stored: KnownWindow[] = [];
  #rules: readonly WindowRule[];
  /** The stored ones as they were read last, to see whether they changed. */
  #read: string | undefined;
  /** The same of those of files. */
  #readFiles = '[]';
  #problems: FlowProblem[] = [];
  /** Sets of windows that leave no time for changes, and when (ms since 1970) that was looked for. */
  #neverOpen: FlowProblem[] = [];
  #searchedAt = -Infinity;
  readonly #log: ProblemLog;
  readonly #listeners = new Set<() => void>();
  #reading: Promise<void> = Promise.resolve();
  /** True when held runs are to be looked at once more, at the next look. */
  #wakesAgain = false;
  readonly #stopped = new AbortController();
  #watching: Promise<unknown> | undefined;

  constructor(private readonly options: WindowsOptions) {
    this.#log = new ProblemLog(options.logger);
    this.#configured = options.configured.map(know);
    this.#rules = this.#configured.map(({ rule }) => rule);
  }

  /** Lists the rules of all windows that are not over. */
  readonly listRules = (): readonly WindowRule[] => this.#rules;

  list(): KnownWindow[] {
    return [...this.#configured, ...this.#files, ...this.#stored];
  }

  /** Lists what is wrong with the windows of files, besides what cannot be read, and with several together. */
  listProblems(): readonly FlowProblem[] {
    return [...this.#problems, ...this.#neverOpen];
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
    this.#apply();
    await store.wakeHeld();
    // Only what is done is not done again at the next look.
    this.#read = read;
  }

  #apply(): void {
    this.#rules = this.list().map(({ rule }) => rule);
    this.#listeners.forEach(listener => listener());
    this.#wakesAgain = true;
    this.#searchedAt = -Infinity;
  }

  /** Reads the windows of files; held runs are looked at when those are others than before. */
  async readFiles(): Promise<void> {
    const { files } = this.options;
    if (!files) return;
    const { windows, problems } = await files.read();
    this.#problems = problems;
    this.#log.warn(this.listProblems());
    const read = JSON.stringify(windows);
    if (read === this.#readFiles) return;
    this.#readFiles = read;
    this.#files = windows.map(know);
    // The look at the store that comes next wakes what is held.
    this.#apply();
  }

  async #look(): Promise<void> {
    const wakes = this.#wakesAgain;
    await this.refresh();
    if (!wakes) return;
    // A run that was just being given back was not held yet at the first time.
    await this.options.store.wakeHeld();
    this.#wakesAgain = false;
  }

  /** What leaves time for changes today may be over tomorrow. */
  async #searchNeverOpen(signal: AbortSignal): Promise<void> {
    const now = this.options.clock.now();
    if (now - this.#searchedAt < SEARCH_EVERY_MS) return;
    this.#searchedAt = now;
    this.#neverOpen = await listNeverOpen(this.list(), now, signal);
    this.#log.warn(this.listProblems());
  }

  /** Looks for changes until it is stopped. */
  start(): void {
    const { signal } = this.#stopped;
    this.#watching ??= Promise.all([
      this.#watch(signal),
      this.options.files && this.#watchFiles(signal),
      this.#watchNeverOpen(signal),
    ]);
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

  /** By itself, since it may take long, and a freeze that somebody makes is obeyed at once. */
  async #watchNeverOpen(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal);
      try {
        await this.#searchNeverOpen(signal);
      } catch (error) {
        logger.warn(
          'It cannot be seen now whether windows leave time for changes',
          error as Error,
        );
      }
    }
  }

  /** By itself, so that a disk that does not answer keeps nobody from making a freeze. */
  async #watchFiles(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    while (!signal.aborted) {
      await clock.sleep(FILES_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        await this.readFiles();
      } catch (error) {
        logger.warn(
          'The windows of files cannot be read now; those that are known stay in force',
          error as Error,
        );
      }
    }
  }
}

function know(definition: WindowDefinition): KnownWindow {
  return { definition, rule: toWindowRule(definition) };
}
