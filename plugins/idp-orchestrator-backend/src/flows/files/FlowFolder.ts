import { readFile } from 'node:fs/promises';
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
    const known = new Map(
      files.map(file => [file.path, this.#unchanged(file) ?? open(file)]),
    );
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

function open({ path, version }: FoundFile): KnownFile {
  return { version, read: readFlows(path) };
}

async function readFlows(path: string): Promise<ReadFlows> {
  try {
    return parseFlowFile(await readFile(path, 'utf8'), path);
  } catch (error) {
    const message = `It cannot be read: ${(error as Error).message}`;
    return { flows: [], problems: [{ source: path, message }] };
  }
}
