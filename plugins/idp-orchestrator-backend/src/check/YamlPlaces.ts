import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { placeOf } from '../flows/files/place';

/** A place in a file. */
export interface Place {
  source: string;
  line: number;
  column: number;
}

interface Read {
  document: Document;
  lines: LineCounter;
}

/** Finds where in YAML files something stands that was read from them. */
export class YamlPlaces {
  readonly #files = new Map<string, Promise<Read | undefined>>();

  /** Finds a dotted path in a file; the file alone where it cannot be read. */
  async find(source: string, dotted: string): Promise<Place> {
    const read = await this.#read(source);
    if (!read) return { source, line: 1, column: 1 };
    return { source, ...placeOf({ source, ...read }, dotted) };
  }

  /**
   * Finds a key of the configuration in the last of its files that has it or
   * the most of it, also behind an `$include`; undefined in none of them.
   */
  async findKey(files: string[], key: string): Promise<Place | undefined> {
    const parts = key.split('.');
    let best: { place: Place; depth: number } | undefined;
    for (const file of files) {
      const found = await this.#descend(file, parts);
      if (found && found.depth >= (best?.depth ?? 1)) best = found;
    }
    return best?.place;
  }

  /** Gives the text of a value in the files as it is written, before anything is put in. */
  async readRaw(files: string[], key: string): Promise<unknown> {
    const parts = key.split('.');
    let value: unknown;
    for (const file of files) {
      value = (await this.#descend(file, parts))?.value ?? value;
    }
    return value;
  }

  async #descend(
    source: string,
    parts: string[],
  ): Promise<{ place: Place; depth: number; value?: unknown } | undefined> {
    const read = await this.#read(source);
    if (!read) return undefined;
    for (let depth = parts.length; depth >= 0; depth--) {
      const node = read.document.getIn(parts.slice(0, depth), true);
      if (node === undefined || node === null) continue;
      const place = await this.find(source, parts.slice(0, depth).join('.'));
      const include = isMap(node) ? node.get('$include') : undefined;
      if (typeof include === 'string') {
        const file = path.resolve(path.dirname(source), include.split('#')[0]);
        const within = await this.#descend(file, parts.slice(depth));
        if (within) return { ...within, depth: depth + within.depth };
      }
      const value =
        depth === parts.length && isNode(node) ? node.toJSON() : undefined;
      return depth === 0 ? undefined : { place, depth, value };
    }
    return undefined;
  }

  #read(source: string): Promise<Read | undefined> {
    let read = this.#files.get(source);
    if (!read) {
      read = readYamlFile(source);
      this.#files.set(source, read);
    }
    return read;
  }
}

async function readYamlFile(source: string): Promise<Read | undefined> {
  const text = await readFile(source, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  return { document, lines };
}
