import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { ScriptAttempt } from '../../ports';
import { readRegularPart } from './regularFile';

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
  /** Of its file as it began; absent in pods, and in what an older version started. */
  scriptDigest: z.string().optional(),
  timeoutMs: z.number(),
  json: z.boolean(),
  /** Absent in what an older version started. */
  maxOutputBytes: z.number().optional(),
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

  /** Exists while it is being opened only. */
  get stdin() {
    return join(this.folder, 'stdin');
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
  /** The file that a script is given for a parameter. */
  input(parameter: string) {
    return join(this.folder, `input.${parameter}`);
  }
  get lease() {
    return join(this.folder, 'lease');
  }
  get exit() {
    return join(this.folder, 'exit');
  }
  get launchRecord() {
    return join(this.folder, 'launch.json');
  }
  get script() {
    return join(this.folder, 'script');
  }
  /** The note of output that was left out. */
  get leftOut() {
    return join(this.folder, 'left-out');
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

  /**
   * Reads what was started; undefined when nothing of this attempt ever was, and
   * why it cannot be read when something was.
   */
  async readLaunchRecord(): Promise<
    LaunchRecord | { unreadable: string } | undefined
  > {
    const note = await readNote(this.launchRecord, LONGEST_NOTE);
    if (note.text !== undefined) return parseLaunchRecord(note.text);
    if (note.is === 'gone') return undefined;
    return { unreadable: `launch.json is ${note.is}` };
  }

  async writeLaunchRecord(record: LaunchRecord): Promise<void> {
    const draft = `${this.launchRecord}.new`;
    await writeFile(draft, JSON.stringify(record), { mode: 0o600 });
    await rename(draft, this.launchRecord);
  }

  /**
   * Reserves the room of what is noted when the script begins and ends, so that
   * it can be written on a full disk: it is written over, in place.
   */
  async reserveNotes(): Promise<void> {
    const notes = ['script', 'exit', 'leftOut'] as const;
    await Promise.all(
      notes.map(note =>
        writeFile(this[note], ' '.repeat(NOTE_BYTES[note]), { mode: 0o600 }),
      ),
    );
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

/** The room (bytes) of notes that are written over; the supervisor fills all of its own. */
export const NOTE_BYTES = { script: 1_024, exit: 1_024, leftOut: 4_096 };

function parseLaunchRecord(
  text: string,
): LaunchRecord | { unreadable: string } {
  try {
    return launchRecordSchema.parse(JSON.parse(text));
  } catch {
    return { unreadable: 'launch.json is not what was written there' };
  }
}

/** A note is no longer than this (bytes); the longest tells a command of 900 KiB as JSON. */
const LONGEST_NOTE = 8 * 1024 * 1024;

/** Reads a note as text; undefined when there is none, or something else is in its place. */
export async function readIfThere(
  path: string,
  longest = LONGEST_NOTE,
): Promise<string | undefined> {
  return (await readNote(path, longest)).text;
}

/** Reads a note as text, or says what is in its place. */
async function readNote(
  path: string,
  longest: number,
): Promise<
  { text: string; is?: undefined } | { text?: undefined; is: string }
> {
  const note = await readRegularPart(path, size => ({
    from: 0,
    length: size > longest ? 0 : size,
  }));
  if (note.is !== undefined) return { is: note.is };
  return note.bytes > longest ? { is: 'too long' } : { text: note.text };
}

/** Takes a file that is missing as undefined, and throws every other error. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

function isUnsafeName(name: string): boolean {
  return name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name);
}
