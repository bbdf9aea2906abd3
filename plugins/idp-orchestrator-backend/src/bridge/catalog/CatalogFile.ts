import { stat } from 'node:fs/promises';
import { readScriptCatalog, type ReadCatalog } from './readScriptCatalog';

/** Reads one catalog file, and parses it again when it was changed. */
export class CatalogFile {
  #version: string | undefined;
  #catalog: Promise<ReadCatalog> | undefined;

  constructor(private readonly path: string) {}

  async read(): Promise<ReadCatalog> {
    const version = await stat(this.path, { bigint: true }).then(
      ({ mtimeNs, size, ino }) => `${mtimeNs} ${size} ${ino}`,
      () => undefined,
    );
    // One that is not there is looked for each time.
    if (!this.#catalog || version === undefined || version !== this.#version) {
      this.#version = version;
      this.#catalog = readScriptCatalog(this.path);
    }
    return this.#catalog;
  }
}
