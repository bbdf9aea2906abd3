import type { Masker } from './Masker';
import { readCommand } from './readCommand';

const KEY_BEGIN = /^\s*-----BEGIN (.+)-----\s*$/;

/** A line of a key in PEM that is shorter hides nothing by itself. */
const SHORTEST_KEY_LINE = 6;

/** A key of more lines is none. */
const MOST_KEY_LINES = 500;

/** Learns what a script wants masked by the lines of one stream. */
export class MaskReader {
  /** The line that ends the key which is being printed. */
  #keyEnd: string | undefined;
  #keyLines = 0;

  constructor(private readonly masker: Masker) {}

  /** Learns what a line wants masked; returns false for a secret that is too short. */
  learn(line: string): boolean {
    const command = readCommand(line);
    if (command?.name !== 'add-mask') {
      if (this.#keyEnd) this.#learnKeyLine(line.trim());
      return true;
    }
    const [printed] = command.secrets;
    const [, kind] = KEY_BEGIN.exec(printed) ?? [];
    // `echo "::add-mask::$KEY"` prints the other lines of the key after this one.
    if (kind) {
      this.#keyEnd = `-----END ${kind}-----`;
      this.#keyLines = 0;
      return true;
    }
    return command.secrets
      .map(secret => this.masker.add(secret))
      .every(Boolean);
  }

  #learnKeyLine(line: string): void {
    this.#keyLines += 1;
    const isOver = line === this.#keyEnd || this.#keyLines > MOST_KEY_LINES;
    if (isOver) this.#keyEnd = undefined;
    else if (line.length >= SHORTEST_KEY_LINE) this.masker.add(line);
  }
}
