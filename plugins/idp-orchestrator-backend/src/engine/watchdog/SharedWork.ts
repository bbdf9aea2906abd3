/** The places of the memory that the loop and its watchdog share, and of the file of a worker. */
export const LAYOUT = {
  cells: { STOP: 0, BEAT: 1, LENGTH: 2, FILE: 3 },
  /** Where the text begins (bytes). */
  textOffset: 16,
  /** In the file: who the worker is, what it does, and what the watchdog adds. */
  workerBytes: 512,
  workBytes: 512,
  noteOffset: 1_024,
  noteBytes: 1_024,
} as const;

const TEXT_BYTES = 900;
const { STOP, BEAT, LENGTH, FILE } = LAYOUT.cells;

/** What the loop does, as text that another thread reads while it stands. */
export class SharedWork {
  readonly memory = new SharedArrayBuffer(LAYOUT.textOffset + TEXT_BYTES);
  readonly #cells = new Int32Array(this.memory, 0, LAYOUT.textOffset / 4);
  readonly #text = new Uint8Array(this.memory, LAYOUT.textOffset);
  readonly #encoder = new TextEncoder();

  constructor() {
    this.keepIn(undefined);
  }

  /** Says that the loop goes on. */
  beat(): void {
    Atomics.add(this.#cells, BEAT, 1);
  }

  /** @returns where the text ended before, which {@link cut} takes */
  add(line: string): number {
    const end = Atomics.load(this.#cells, LENGTH);
    const { written } = this.#encoder.encodeInto(
      line,
      this.#text.subarray(end),
    );
    Atomics.store(this.#cells, LENGTH, end + written);
    return end;
  }

  cut(end: number): void {
    Atomics.store(this.#cells, LENGTH, end);
  }

  /** The descriptor of the file in which the watchdog keeps what is done now. */
  keepIn(file: number | undefined): void {
    Atomics.store(this.#cells, FILE, file ?? -1);
  }

  stop(): void {
    Atomics.store(this.#cells, STOP, 1);
    Atomics.notify(this.#cells, STOP);
  }
}
