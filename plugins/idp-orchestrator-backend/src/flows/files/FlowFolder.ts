import { readFile } from 'node:fs/promises';
import { explainUnreadable } from '../../problems/explainUnreadable';
import { listFlowFiles, type FoundFile } from './listFlowFiles';
import { onlyProblems, parseFlowFile, type ReadFile } from './parseFlowFile';

interface KnownFile {
  version: string;
  read: Promise<ReadFile>;
}

/** Everything that the files of a folder hold. */
export interface ReadFolder extends ReadFile {
  /** Tells whether something in a file is wrong, or whether it cannot be known. */
  isWrong(source: string): boolean;
}

/**
 * Reads what a folder's files hold as they are now: flows, schedules and
 * windows. Each read costs one `stat` for each file; only what was changed since
 * the last one is parsed.
 */
export class FlowFolder {
  #known = new Map<string, KnownFile>();

  /** @param environments - the names of the environments, which schedules and windows are checked against */
  constructor(
    private readonly directory: string,
    private readonly environments?: readonly string[],
  ) {}

  async list(): Promise<ReadFolder> {
    const { files, problems } = await listFlowFiles(this.directory);
    const known = new Map<string, KnownFile>();
    // One after the other: each holds the loop for a while, and all together would for long.
    let last: Promise<unknown> = Promise.resolve();
    for (const file of files) {
      const one = this.#unchanged(file) ?? this.#open(file, last);
      known.set(file.path, one);
      last = one.read;
    }
    this.#known = known;
    const read = await Promise.all([...known.values()].map(file => file.read));
    const told = [...problems, ...read.flatMap(one => one.problems)];
    const wrong = new Set(told.map(({ source }) => source));
    return {
      flows: read.flatMap(({ flows }) => flows),
      schedules: read.flatMap(({ schedules }) => schedules),
      windows: read.flatMap(({ windows }) => windows),
      problems: told,
      isWrong: source => wrong.has(source) || wrong.has(this.directory),
    };
  }

  #unchanged({ path, version }: FoundFile): KnownFile | undefined {
    const file = this.#known.get(path);
    return file?.version === version ? file : undefined;
  }

  #open({ path, version }: FoundFile, after: Promise<unknown>): KnownFile {
    return { version, read: after.then(() => this.#read(path)) };
  }

  async #read(path: string): Promise<ReadFile> {
    const { directory: folder, environments } = this;
    try {
      const text = await readFile(path, 'utf8');
      return await parseFlowFile(text, path, { folder, environments });
    } catch (error) {
      const message = `It ${explainUnreadable(error)}`;
      return onlyProblems([{ source: path, message }]);
    }
  }
}
