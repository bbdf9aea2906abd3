import { readBoot, readNotedStartTime, readStartTime } from './kernelIdentity';
import { readIfThere, type AttemptFiles } from './AttemptFiles';

/** A process as the supervisor noted it. */
export interface NotedProcess {
  pid: number;
  startTime: string;
  /** The time of its start (ms since 1970). */
  at: number;
}

/** A supervisor as it noted itself, with the boot that its number belongs to. */
export interface SupervisorIdentity extends NotedProcess {
  boot: string;
}

/** The end of a script, as its supervisor noted it. */
export interface ScriptExit {
  code: number;
  /** The time (ms) that it took. */
  ranMs: number;
  /** When it ended (ms since 1970). */
  endedAt: number;
  /** True when the supervisor ended it, since nobody cared for it any more. */
  orphaned: boolean;
  /** The CPU times (ms). */
  userMs?: number;
  systemMs?: number;
  /** True when there was no room on the disk for what the supervisor noted then. */
  diskFull: boolean;
}

/** The supervisor that claimed a launch; `unfinished` while it is still writing who it is. */
export type Claimant = SupervisorIdentity | 'given-up' | 'unfinished';

/** The text of an identity that a backend made, to give a launch up. */
export const GIVEN_UP = 'given up\nend\n';

/** Reads who claimed a launch; undefined when nobody has. */
export async function readClaimant(
  files: AttemptFiles,
  launch: number,
): Promise<Claimant | undefined> {
  const text = await readIfThere(files.identity(launch));
  if (text === undefined) return undefined;
  if (text === GIVEN_UP) return 'given-up';
  const notes = parseNotes(text);
  return notes
    ? { ...toProcess(notes), boot: notes.get('boot') ?? '' }
    : 'unfinished';
}

/** Reads the script's own process, which leads its group; undefined before there is one. */
export async function readScriptProcess(
  files: AttemptFiles,
): Promise<NotedProcess | undefined> {
  const notes = parseNotes(await readIfThere(files.script));
  return notes && toProcess(notes);
}

/** Reads how the script ended; undefined while it has not. */
export async function readExit(
  files: AttemptFiles,
): Promise<ScriptExit | undefined> {
  const notes = parseNotes(await readIfThere(files.exit));
  return (
    notes && {
      code: Number(notes.get('code')),
      ranMs: readLength(notes),
      endedAt: toMs(notes.get('ended')),
      orphaned: notes.get('orphaned') === 'yes',
      userMs: toCpuMs(notes.get('user')),
      systemMs: toCpuMs(notes.get('system')),
      diskFull: notes.get('full') === 'yes',
    }
  );
}

/** Tells whether a process lives: one with its number, its start time and its boot is the same. */
export async function isAlive(identity: SupervisorIdentity): Promise<boolean> {
  return (
    identity.boot === (await readBoot()) &&
    identity.startTime === (await readStartTime(identity.pid))
  );
}

/** Parses a file of notes; undefined when it is missing, or is still being written. */
function parseNotes(text: string | undefined): Map<string, string> | undefined {
  if (!text?.endsWith('\nend\n')) return undefined;
  return new Map(
    text.split('\n').map(line => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
}

function toProcess(notes: Map<string, string>): NotedProcess {
  return {
    pid: Number(notes.get('pid')),
    startTime: readNotedStartTime(notes.get('stat') ?? ''),
    at: toMs(notes.get('at')),
  };
}

/** The uptime of the kernel is told in hundredths of a second; the clock of the wall says the rest, unless it was set. */
const UPTIME_ERROR_MS = 100;

/** Reads how long the script took: the kernel's uptime decides whether the clock of the wall can be trusted. */
function readLength(notes: Map<string, string>): number {
  const byWall = toMs(notes.get('ended')) - toMs(notes.get('started'));
  const [from, to] = [notes.get('up-started'), notes.get('up-ended')];
  const byUptime = from && to ? toMs(to) - toMs(from) : byWall;
  const isSet = Math.abs(byWall - byUptime) > UPTIME_ERROR_MS;
  return Math.max(0, isSet ? byUptime : byWall);
}

/** Parses bash's `0m1.234s`; undefined from a supervisor that did not tell it. */
function toCpuMs(text: string | undefined): number | undefined {
  const [, minutes, seconds] = /^(\d+)m([\d.,]+)s$/.exec(text ?? '') ?? [];
  return minutes === undefined
    ? undefined
    : Number(minutes) * 60_000 + toMs(seconds);
}

/** Parses seconds, with the decimal sign of any locale. */
function toMs(seconds: string | undefined): number {
  return Math.round(Number((seconds ?? '').replace(',', '.')) * 1_000);
}
