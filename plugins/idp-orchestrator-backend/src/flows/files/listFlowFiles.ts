import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { explainUnreadable } from '../../problems/explainUnreadable';
import { LARGEST_YAML } from '../../problems/readYaml';

export interface FoundFile {
  path: string;
  /** A text that is another one when the file was changed. */
  version: string;
}

export interface FoundFiles {
  files: FoundFile[];
  problems: FlowProblem[];
}

/**
 * Lists the YAML files under a folder, sorted by path. What begins with a dot
 * is left out: `.git`, an editor's files, and the folders behind the links by
 * which Kubernetes mounts a ConfigMap.
 */
export async function listFlowFiles(directory: string): Promise<FoundFiles> {
  try {
    const root = await realpath(directory);
    const found = await Promise.all(
      (await findEntries(directory)).map(file => inspectFile(file, root)),
    );
    return {
      files: found.flatMap(({ files }) => files),
      problems: found.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    return problem(
      directory,
      `The folder of the flows ${explainUnreadable(error)}. It is named by idpOrchestrator.flowsDirectory: make it, or name another one`,
    );
  }
}

async function findEntries(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(entry => findIn(entry)),
  );
  return found.flat();
}

async function findIn(entry: Dirent): Promise<string[]> {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isDirectory()) return findEntries(file);
  return entry.isSymbolicLink() || isYaml(file) ? [file] : [];
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

async function inspectFile(file: string, root: string): Promise<FoundFiles> {
  try {
    const [target, found] = await Promise.all([
      realpath(file),
      stat(file, { bigint: true }),
    ]);
    // It may lead in a circle.
    if (found.isDirectory()) {
      return problem(file, 'It is a link to a folder, which is not followed');
    }
    if (!target.startsWith(root + path.sep)) {
      return problem(file, 'It is a link that leads out of the folder');
    }
    if (!isYaml(file)) return { files: [], problems: [] };
    if (!found.isFile()) return problem(file, 'It is no file');
    if (found.size > LARGEST_YAML) {
      return problem(
        file,
        `It has ${found.size} bytes; a file of flows has at most ${LARGEST_YAML}`,
      );
    }
    return { files: [{ path: file, version: versionOf(found) }], problems: [] };
  } catch (error) {
    // Also one that was removed while we looked: the next look will not see it.
    return problem(file, `It ${explainUnreadable(error)}`);
  }
}

/**
 * Makes the version of a file. The time of the last change is a part of it too:
 * a copy may keep time and size of the other file.
 */
function versionOf({ mtimeNs, ctimeNs, size, ino }: BigIntStats): string {
  return `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
}

function problem(source: string, message: string): FoundFiles {
  return { files: [], problems: [{ source, message }] };
}
