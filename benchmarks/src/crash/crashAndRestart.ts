import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../databases/findFreePort';
import { countLines, type LineCount } from '../measure/countLines';
import { CHATTY_LINES, chattyScript, printedAt } from '../scripts/chattyScript';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { BackendProcess } from './BackendProcess';
import { TOKEN, type CrashSubject } from './CrashSubject';

export interface CrashReport {
  /**
   * ms from "the new backend is up" to the first stored line that was printed
   * after the crash; absent when there was none within the limit.
   */
  followedAfterMs?: number;
  /** The same from the start of the new process. */
  sinceSpawnMs?: number;
  timesStarted: number;
  lines: LineCount;
  isOver: boolean;
}

const LINES_BEFORE_CRASH = 100;
/** How long is waited for what may never come. */
export const LIMIT_MS = 90_000;
const LOOK_EVERY_MS = 20;

/** Kills the backend with -9 while the script prints, and starts it again. */
export async function crashAndRestart(
  subject: CrashSubject,
): Promise<CrashReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-crash-'));
  const scripts = await createScriptsFolder({ chatty: chattyScript });
  const effectFile = path.join(folder, 'effect');
  const port = await findFreePort();
  const backend = new BackendProcess(
    subject.process({ folder, scripts, effectFile, port }),
  );
  const address = {
    baseUrl: `http://127.0.0.1:${port}`,
    authorization: `Bearer ${TOKEN}`,
  };
  try {
    await backend.start();
    const runId = await subject.start(address);
    const read = () => subject.read(address, runId);
    const talks = await until(
      async () => (await read()).lines.length > LINES_BEFORE_CRASH,
    );
    if (!talks) throw new Error(`${subject.name} stored no line of the script`);
    await backend.kill();
    const times = await followAgain(backend, { read, crashedAt: Date.now() });
    const last = await read();
    const effects = await readFile(effectFile, 'utf8');
    return {
      ...times,
      timesStarted: effects.split('\n').length - 1,
      lines: countLines(last.lines, CHATTY_LINES),
      isOver: last.isOver,
    };
  } finally {
    await backend.kill();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

type Read = () => ReturnType<CrashSubject['read']>;

async function followAgain(
  backend: BackendProcess,
  { read, crashedAt }: { read: Read; crashedAt: number },
) {
  const spawnedAt = Date.now();
  const startedAt = await backend.start();
  const isNew = (line: string) => printedAt(line) > crashedAt;
  const followed = await until(
    async () => (await read()).lines.some(isNew),
    startedAt + LIMIT_MS,
  );
  const now = Date.now();
  await until(async () => (await read()).isOver, startedAt + LIMIT_MS);
  if (!followed) return {};
  return { followedAfterMs: now - startedAt, sinceSpawnMs: now - spawnedAt };
}

/** @returns whether it came to be before the deadline (ms since 1970) */
async function until(
  condition: () => Promise<boolean>,
  deadline = Date.now() + LIMIT_MS,
): Promise<boolean> {
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}
