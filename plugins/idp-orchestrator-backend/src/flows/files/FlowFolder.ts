import { readFile } from 'node:fs/promises';
import { explainUnreadable } from '../../problems/explainUnreadable';
import { listFlowFiles, type FoundFile } from './listFlowFiles';
import { parseFlowFile, type ReadFlows } from './parseFlowFile';

interface KnownFile {
  version: string;
  read: Promise<ReadFlows>;
}

/**
 * Reads the flows of a folder's files as they are now. Each read costs one
 * `stat` for each file; only what was changed since the last one is parsed.
 */
export class FlowFolder {
  #known = new Map<string, KnownFile>();

  constructor(private readonly directory: string) {}

  async list(): Promise<ReadFlows> {
    const { files, problems } = await listFlowFiles(this.directory);
    const known = new Map<string, KnownFile>();
    // One after the other: each holds the loop for a while, and all together would for long.
    let last: Promise<unknown> = Promise.resolve();
    for (const file of files) {
      const one = this.#unchanged(file) ?? open(file, last);
      known.set(file.path, one);
      last = one.read;
    }
    this.#known = known;
    const read = await Promise.all([...known.values()].map(file => file.read));
    return {
      flows: read.flatMap(({ flows }) => flows),
      problems: [...problems, ...read.flatMap(one => one.problems)],
    };
  }

  #unchanged({ path, version }: FoundFile): KnownFile | undefined {
    const file = this.#known.get(path);
    return file?.version === version ? file : undefined;
  }
}

function open(
  { path, version }: FoundFile,
  after: Promise<unknown>,
): KnownFile {
  return { version, read: after.then(() => readFlows(path)) };
}

async function readFlows(path: string): Promise<ReadFlows> {
  try {
    return await parseFlowFile(await readFile(path, 'utf8'), path);
  } catch (error) {
    const message = `It ${explainUnreadable(error)}`;
    return { flows: [], problems: [{ source: path, message }] };
  }
}
