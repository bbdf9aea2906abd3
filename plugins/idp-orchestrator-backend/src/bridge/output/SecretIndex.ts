import { SHORTEST_SECRET } from './secretForms';
import { TextHashes } from './TextHashes';

/** A part of a text. */
export interface Range {
  start: number;
  end: number;
}

// Asked for at each character: a look-up of a global is what costs most there.
const { imul } = Math;

interface Form {
  text: string;
  /** Of a long one. */
  hash?: number;
}

/** Longer forms are compared by their hash: to compare each at each place would cost their product. */
const LONG_FORM = 64;

/** A form is looked up by at most so many of its first characters. */
const LONGEST_START = 8;

/**
 * Finds secrets in texts. The time that it takes grows with the text, and hardly
 * with how many secrets there are or how long: most places are passed by their
 * first three characters, and what is there otherwise is looked up.
 */
export class SecretIndex {
  readonly #forms = new Set<string>();
  readonly #byStart = new Map<string, Form[]>();
  readonly #startLengths = new Set<number>();
  /** Made with the first form: most attempts have none of their own. */
  #sieve: Uint8Array | undefined;
  #longestBytes = 0;

  get size(): number {
    return this.#forms.size;
  }

  /** The most bytes that one form takes. */
  get longestBytes(): number {
    return this.#longestBytes;
  }

  /** Adds a form of a secret, of at least {@link SHORTEST_SECRET} characters. */
  add(text: string): void {
    if (this.#forms.has(text) || text.length < SHORTEST_SECRET) return;
    this.#forms.add(text);
    this.#longestBytes = Math.max(this.#longestBytes, Buffer.byteLength(text));
    const start = text.slice(0, LONGEST_START);
    this.#startLengths.add(start.length);
    const [first, second, third] = [0, 1, 2].map(at => text.charCodeAt(at));
    this.#sieve ??= new Uint8Array(2 ** 16);
    this.#sieve[sieveOf(first, second, third)] = 1;
    const { length } = text;
    const form =
      length > LONG_FORM
        ? { text, hash: new TextHashes(text).of(0, length) }
        : { text };
    const others = this.#byStart.get(start);
    if (others) others.push(form);
    else this.#byStart.set(start, [form]);
  }

  /** Finds the parts that are secret, in the order in which they start; they may overlap. */
  find(text: string): Range[] {
    const found: Range[] = [];
    const sieve = this.#sieve;
    if (!sieve) return found;
    let hashes: TextHashes | undefined;
    const isAt = ({ text: form, hash }: Form, at: number) => {
      if (hash === undefined) return text.startsWith(form, at);
      if (at + form.length > text.length) return false;
      hashes ??= new TextHashes(text);
      return hashes.of(at, form.length) === hash;
    };
    for (let at = passBy(text, sieve, 0); at >= 0;) {
      for (const form of this.#listForms(text, at)) {
        if (isAt(form, at)) {
          found.push({ start: at, end: at + form.text.length });
        }
      }
      at = passBy(text, sieve, at + 1);
    }
    return found;
  }

  /** Lists the forms that begin as the text does at a place. */
  *#listForms(text: string, at: number): Iterable<Form> {
    for (const length of this.#startLengths) {
      yield* this.#byStart.get(text.slice(at, at + length)) ?? [];
    }
  }
}

/** The next place from which on a form may begin; below 0 when there is none. */
function passBy(text: string, sieve: Uint8Array, from: number): number {
  const last = text.length - SHORTEST_SECRET;
  let first = text.charCodeAt(from);
  let second = text.charCodeAt(from + 1);
  for (let at = from; at <= last; at++) {
    const third = text.charCodeAt(at + 2);
    if (sieve[sieveOf(first, second, third)] !== 0) return at;
    first = second;
    second = third;
  }
  return -1;
}

/** A place in the sieve, far from those of three characters that are alike. */
function sieveOf(first: number, second: number, third: number): number {
  return (
    (imul(first, 0x2c1b3c6d) +
      imul(second, 0x297a2d39) +
      imul(third, 0x9e3779b1)) >>>
    16
  );
}
