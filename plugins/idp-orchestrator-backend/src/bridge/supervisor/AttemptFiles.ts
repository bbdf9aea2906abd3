import {
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { ScriptAttempt } from '../../ports';

/** The parts of an attempt by which its files are found again. */
export type AttemptRef = Pick<ScriptAttempt, 'runId' | 'stepId' | 'attempt'>;

/**
 * The record of what was started, as far as following and judging it needs.
 * Nothing secret is in it.
 */
export const launchRecordSchema = z.object({
  title: z.string(),
  /** The command, masked. */
  command: z.array(z.string()),
  timeoutMs: z.number(),
  json: z.boolean(),
  exitCodes: z.record(
    z.string(),
    z.object({
      outcome: z.enum(['succeeded', 'warning', 'failed']),
      meaning: z.string().optional(),
    }),
  ),
});

export type LaunchRecord = z.infer<typeof launchRecordSchema>;

/** Names, reads and removes the files of one attempt: `<spool>/<runId>/<stepId>/<attempt>/`. */
export class AttemptFiles {
  readonly folder: string;

  constructor(
    spoolDirectory: string,
    readonly ref: AttemptRef,
  ) {
    const root = resolve(spoolDirectory);
    const parts = [ref.runId, ref.stepId, String(ref.attempt)];
    this.folder = resolve(root, ...parts);
    if (parts.some(isUnsafeName) || !this.folder.startsWith(root + sep)) {
      throw new InputError(`${parts.join('/')} cannot name an attempt's files`);
    }
  }

  /** The text in their environment that marks the attempt's processes, wherever they go. */
  get cookie(): string {
    const { runId, stepId, attempt } = this.ref;
    return `${runId}/${stepId}/${attempt}`;
  }

  get stdout() {
    return join(this.folder, 'stdout');
  }
  get stderr() {
    return join(this.folder, 'stderr');
  }
  get output() {
    return join(this.folder, 'output');
  }
  get summary() {
    return join(this.folder, 'summary');
  }
  get lease() {
    return join(this.folder, 'lease');
  }
  get exit() {
    return join(this.folder, 'exit');
  }
  get script() {
    return join(this.folder, 'script');
  }
  get supervisorLog() {
    return join(this.folder, 'supervisor.log');
  }
  identity(launch: number) {
    return join(this.folder, `identity.${launch}`);
  }

  /** Finds the number of the newest launch that was claimed or given up; 0 when there is none. */
  async lastLaunch(): Promise<number> {
    const names = await readdir(this.folder).catch(ignoreMissing);
    const numbers = (names ?? [])
      .filter(name => name.startsWith('identity.'))
      .map(name => Number(name.slice('identity.'.length)));
    return Math.max(0, ...numbers);
  }

  /** Reads what was started; undefined when nothing of this attempt ever was. */
  async readLaunchRecord(): Promise<LaunchRecord | undefined> {
    const text = await readIfThere(join(this.folder, 'launch.json'));
    return text === undefined
      ? undefined
      : launchRecordSchema.parse(JSON.parse(text));
  }

  async writeLaunchRecord(record: LaunchRecord): Promise<void> {
    const path = join(this.folder, 'launch.json');
    await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** Removes them, and the folders above that are empty then. */
  async remove(): Promise<void> {
    // Retried: something that the script left behind may still be writing.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    const step = dirname(this.folder);
    try {
      await rmdir(step);
      await rmdir(dirname(step));
    } catch {
      // Another attempt or step has its files there.
    }
  }
}

/** Reads a file as text; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ignoreMissing);
}

/** Takes a file that is missing as undefined, and throws every other error. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

function isUnsafeName(name: string): boolean {
  return name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name);
}
