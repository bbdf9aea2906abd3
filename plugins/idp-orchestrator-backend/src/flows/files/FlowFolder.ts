import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { explainUnreadable } from '../../problems/explainUnreadable';
import { chooseSchedules } from './chooseSchedules';
import { listFlowFiles, type FoundFile } from './listFlowFiles';
import { onlyProblems, parseFlowFile, type ReadFile } from './parseFlowFile';

interface KnownFile {
  version: string;
  read: Promise<ReadFile>;
}

/** Everything that the files of a folder hold. */
export interface ReadFolder extends ReadFile {
  /**
   * Tells the first thing that is wrong in a file, or why nobody can know that.
   *
   * @param file - its path from the folder
   */
  wrongOf(file: string): FlowProblem | undefined;
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
    const chosen = chooseSchedules(read.flatMap(one => one.schedules));
    const told = [
      ...problems,
      ...read.flatMap(one => one.problems),
      ...chosen.problems,
    ];
    const { directory } = this;
    return {
      flows: read.flatMap(({ flows }) => flows),
      schedules: chosen.schedules,
      windows: read.flatMap(({ windows }) => windows),
      problems: told,
      wrongOf: file =>
        told.find(
          ({ source }) =>
            source === directory || source === path.join(directory, file),
        ),
    };
  }

  #unchanged({ path: source, version }: FoundFile): KnownFile | undefined {
    const file = this.#known.get(source);
    return file?.version === version ? file : undefined;
  }

  #open(
    { path: source, version }: FoundFile,
    after: Promise<unknown>,
  ): KnownFile {
    return { version, read: after.then(() => this.#read(source)) };
  }

  async #read(source: string): Promise<ReadFile> {
    const { directory: folder, environments } = this;
    try {
      const text = await readFile(source, 'utf8');
      return await parseFlowFile(text, source, { folder, environments });
    } catch (error) {
      const message = `It ${explainUnreadable(error)}`;
      return onlyProblems([{ source, message }]);
    }
  }
}
