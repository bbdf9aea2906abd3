import { listSecretForms, SHORTEST_SECRET } from './secretForms';

const MASK = '***';

interface Range {
  start: number;
  end: number;
}

/** Replaces secrets in whatever leaves the bridge. */
export class Masker {
  readonly #forms = new Set<string>();
  #longestBytes = 0;
  #pattern: RegExp | undefined;

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** The most bytes that one secret takes in a line. */
  get longestBytes(): number {
    return this.#longestBytes;
  }

  /** Masks a secret from now on; returns false when it is too short for that. */
  add(secret: string): boolean {
    if (secret.trim().length < SHORTEST_SECRET) return false;
    for (const form of listSecretForms(secret)) {
      this.#forms.add(form);
      this.#longestBytes = Math.max(
        this.#longestBytes,
        Buffer.byteLength(form),
      );
    }
    this.#pattern = undefined;
    return true;
  }

  /**
   * Masks a text, or what its first `limit` characters show; a secret across
   * that edge is masked too.
   */
  mask(text: string, limit = text.length): string {
    if (this.#forms.size === 0 || !this.#mayContain(text)) {
      return text.slice(0, limit);
    }
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

  #mayContain(text: string): boolean {
    this.#pattern ??= new RegExp([...this.#forms].map(escapePattern).join('|'));
    return this.#pattern.test(text);
  }

  /** Finds the ranges that secrets take; where two overlap, all of both is covered. */
  #findSecrets(text: string): Range[] {
    const found: Range[] = [];
    for (const form of this.#forms) {
      let start = text.indexOf(form);
      while (start >= 0) {
        found.push({ start, end: start + form.length });
        start = text.indexOf(form, start + 1);
      }
    }
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

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
