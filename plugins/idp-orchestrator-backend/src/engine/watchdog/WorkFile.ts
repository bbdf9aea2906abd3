import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseWork, type Work } from './currentWork';
import { LAYOUT } from './SharedWork';

const { workerBytes, workBytes, noteOffset, noteBytes } = LAYOUT;
const FILE_BYTES = noteOffset + noteBytes;
const NO_WORK = Buffer.alloc(workBytes, ' ');

/** What a worker did when its process ended. */
export interface LeftWork extends Work {
  worker: string;
  run: string;
  /** For how long (ms) it had done so, where that is known. */
  ms?: number;
}

/**
 * The file that says which run a worker works on at this moment. It is written
 * before the work and blanked after it, in place and unsynchronised, which
 * takes microseconds and is enough: it has to outlive the process, and not the
 * host.
 */
export class WorkFile {
  readonly #work = Buffer.alloc(workBytes, ' ');

  private constructor(
    private readonly path: string,
    readonly descriptor: number,
  ) {}

  /** @throws what keeps the file from being made */
  static async create(folder: string, worker: string): Promise<WorkFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${randomUUID()}.work`);
    const descriptor = openSync(path, 'wx', 0o600);
    const whole = Buffer.alloc(FILE_BYTES, ' ');
    whole.write(`worker ${worker}\n`, 0, workerBytes);
    writeSync(descriptor, whole);
    return new WorkFile(path, descriptor);
  }

  write({ run, flow, step }: Work): void {
    NO_WORK.copy(this.#work);
    const lines = [`run ${run}`];
    if (flow) lines.push(`flow ${flow}`);
    if (step) lines.push(`step ${step}`);
    this.#work.write(`${lines.join('\n')}\n`);
    writeSync(this.descriptor, this.#work, 0, workBytes, workerBytes);
  }

  blank(): void {
    writeSync(this.descriptor, NO_WORK, 0, workBytes, workerBytes);
  }

  /** Takes away what the watchdog has added. */
  blankNote(): void {
    const note = Buffer.alloc(noteBytes, ' ');
    writeSync(this.descriptor, note, 0, noteBytes, noteOffset);
  }

  async remove(): Promise<void> {
    closeSync(this.descriptor);
    await rm(this.path, { force: true });
  }
}

/** Tells whether a worker is dead whose file was last written so long (ms) ago. */
export type IsDead = (
  worker: string,
  file: { isBusy: boolean; ageMs: number },
) => boolean;

/**
 * Reads the files that dead workers left in `folder`. Each that died over a run
 * is given to `settle`; a file is removed when that went well.
 */
export async function takeLeftWork(
  folder: string,
  { isDead, now }: { isDead: IsDead; now: number },
  settle: (left: LeftWork) => Promise<void>,
): Promise<void> {
  const names = await readdir(folder).catch(noneThere);
  for (const name of names.filter(one => one.endsWith('.work'))) {
    const path = join(folder, name);
    const { worker, left } = await readWorkFile(path);
    if (worker) {
      const written = await stat(path).catch(noneThere);
      const ageMs = 'mtimeMs' in written ? now - written.mtimeMs : 0;
      if (!isDead(worker, { isBusy: left !== undefined, ageMs })) continue;
    }
    if (left) await settle(left);
    await rm(path, { force: true });
  }
}

async function readWorkFile(
  path: string,
): Promise<{ worker?: string; left?: LeftWork }> {
  const bytes = await readFile(path).catch(noneThere);
  if (bytes.length < FILE_BYTES) return {};
  const part = (from: number, length: number) =>
    (bytes as Buffer).toString('utf8', from, from + length).trim();
  const worker = part(0, workerBytes).replace(/^worker /, '');
  const work = parseWork(part(workerBytes, workBytes));
  if (!work.run) return { worker };
  const { ms, ...note } = parseWork(part(noteOffset, noteBytes));
  // It may be of what was done before.
  const told = note.run === work.run ? { ...note, ms } : {};
  return { worker, left: { worker, run: work.run, ...work, ...told } };
}

function noneThere(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
