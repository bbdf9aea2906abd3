import { watch, type FSWatcher } from 'node:fs';

/**
 * Has the kernel tell when a file changes, so that files that do not need not be
 * looked at again and again. It tells once, and is to be set anew then: of a
 * script that prints without a pause each write would be told. On Linux only,
 * and for as long as it proves dependable.
 */
export class GrowthWatch {
  #watchers: FSWatcher[] = [];
  #isUsable = process.platform === 'linux';

  constructor(private readonly listener: () => void) {}

  get isSet(): boolean {
    return this.#watchers.length > 0;
  }

  /** Returns false where the kernel does not tell. */
  set(paths: readonly string[]): boolean {
    if (!this.#isUsable) return false;
    try {
      for (const path of paths) this.#watchers.push(this.#watch(path));
    } catch {
      // The host has no more watches to give, or a file is gone: who looks by
      // itself finds the same.
      this.distrust();
    }
    return this.isSet;
  }

  /** Takes it as not dependable from now on: something had changed, and nothing was told. */
  distrust(): void {
    this.#isUsable = false;
    this.clear();
  }

  clear(): void {
    this.#watchers.forEach(watcher => watcher.close());
    this.#watchers = [];
  }

  #watch(path: string): FSWatcher {
    const told = () => {
      this.clear();
      this.listener();
    };
    const watcher = watch(path, { persistent: false }, told);
    return watcher.on('error', () => {
      this.distrust();
      this.listener();
    });
  }
}
