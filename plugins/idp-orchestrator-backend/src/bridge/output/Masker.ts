import { SecretIndex, type Range } from './SecretIndex';
import { listSecretForms, SHORTEST_SECRET } from './secretForms';

/** What stands where a secret was. */
const MASK = '***';

/** The secrets of the configuration, by name. */
export type ConfiguredSecrets = Readonly<Record<string, string>>;

/** Replaces secrets in whatever leaves the backend: the one mask of all parts of it. */
export class Masker {
  readonly #learned = new SecretIndex();
  readonly #indexes: SecretIndex[];

  constructor(
    secrets: Iterable<string> = [],
    configured: ConfiguredSecrets = {},
  ) {
    this.#indexes = [indexOf(configured), this.#learned];
    for (const secret of secrets) this.add(secret);
  }

  /** The most bytes that one secret takes in a line. */
  get longestBytes(): number {
    return Math.max(...this.#indexes.map(({ longestBytes }) => longestBytes));
  }

  /** Masks a secret from now on; returns false when it is too short for that. */
  add(secret: string): boolean {
    return addSecret(this.#learned, secret);
  }

  /**
   * Masks a text, or what its first `limit` characters show; a secret across
   * that edge is masked too.
   */
  mask(text: string, limit = text.length): string {
    let masked = '';
    let at = 0;
    for (const { start, end } of this.#findSecrets(text)) {
      if (start >= limit) break;
      masked += text.slice(at, start) + MASK;
      at = end;
    }
    return masked + text.slice(at, Math.max(at, limit));
  }

  /** Masks a JSON value, its keys included. */
  maskValue(value: unknown): unknown {
    if (typeof value === 'string') return this.mask(value);
    if (typeof value === 'number') return this.#maskNumber(value);
    if (Array.isArray(value)) return value.map(item => this.maskValue(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        this.mask(key),
        this.maskValue(item),
      ]),
    );
  }

  /** Masks a number, since a PIN is one in JSON. */
  #maskNumber(value: number): number | string {
    const text = String(value);
    const masked = this.mask(text);
    return masked === text ? value : masked;
  }

  /** Finds the ranges that secrets take; where two overlap, all of both is covered. */
  #findSecrets(text: string): Range[] {
    const found = this.#indexes.flatMap(index => index.find(text));
    found.sort((a, b) => a.start - b.start);
    const joined: Range[] = [];
    for (const range of found) {
      const last = joined.at(-1);
      if (last && range.start <= last.end) {
        last.end = Math.max(last.end, range.end);
      } else {
        joined.push(range);
      }
    }
    return joined;
  }
}

const indexes = new WeakMap<ConfiguredSecrets, SecretIndex>();

/** Indexes the secrets of a configuration once, since every attempt and every run masks them. */
function indexOf(configured: ConfiguredSecrets): SecretIndex {
  const known = indexes.get(configured);
  if (known) return known;
  const index = new SecretIndex();
  for (const secret of Object.values(configured)) addSecret(index, secret);
  indexes.set(configured, index);
  return index;
}

function addSecret(index: SecretIndex, secret: string): boolean {
  if (secret.trim().length < SHORTEST_SECRET) return false;
  for (const form of listSecretForms(secret)) index.add(form);
  return true;
}
