import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const DONE = 'installed.json';

/**
 * Installs the packages of a peer into a folder of its own under `.data/peers`,
 * unless they are there; no script of theirs is run.
 *
 * @returns the folder
 * @throws Error that says why they cannot be had
 */
export async function installPeer(packages: string[]): Promise<string> {
  const root = resolvePackagePath('@idp/benchmarks', '..');
  const name = packages[0]?.replace(/[^a-z0-9.-]+/gi, '-') ?? 'none';
  const folder = path.join(root, '.data', 'peers', name);
  const wanted = JSON.stringify(packages);
  const stamp = path.join(folder, DONE);
  const installed = await readFile(stamp, 'utf8').catch(() => undefined);
  if (packages.length === 0 || installed === wanted) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  try {
    await promisify(execFile)(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
      { cwd: folder },
    );
  } catch (error) {
    throw new Error(
      `npm could not install ${packages.join(', ')}: ${firstError(error)}`,
    );
  }
  await writeFile(stamp, wanted);
  return folder;
}

function firstError(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string };
  const said = /^npm (?:error|ERR!) (.*)$/m.exec(stderr)?.[1];
  return said ?? message.split('\n', 1)[0];
}
