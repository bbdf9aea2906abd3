import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptFiles, LaunchRecord } from '../supervisor/AttemptFiles';
import { GIVEN_UP, readClaimant } from '../supervisor/supervisorNotes';

/** The state in which an attempt is found before it is followed. */
export type Found =
  /** Nothing runs and nothing ever will; start this launch. */
  | { kind: 'free'; launch: number }
  /** A supervisor claimed it, or began to. */
  | { kind: 'claimed'; launch: number; record: LaunchRecord }
  /** It began, and nothing that is left tells how it went on. */
  | { kind: 'lost'; reason: string };

/** A supervisor takes less than this (ms) between creating its identity and filling it. */
const UNFINISHED_MS = 1_000;

/**
 * Finds what an earlier owner left of an attempt, and makes sure that a
 * launch of which nothing is known can no longer start: it is given up by
 * creating its identity, which its supervisor must create to go on.
 *
 * @param begun says whether the attempt is known to have begun, whatever is left
 *   of its files
 */
export async function findAttempt(
  files: AttemptFiles,
  begun: () => Promise<boolean>,
): Promise<Found> {
  const record = await files.readLaunchRecord();
  // Written before anything is started.
  if (!record) {
    return (await begun())
      ? { kind: 'lost', reason: describeMissingFolder(files) }
      : { kind: 'free', launch: 1 };
  }
  if ('unreadable' in record) {
    const reason = `The record of what was started cannot be read (${record.unreadable} in ${files.folder}), and it is not known how the script ended`;
    return { kind: 'lost', reason };
  }
  for (;;) {
    const last = await files.lastLaunch();
    const claimant = last === 0 ? 'given-up' : await readClaimant(files, last);
    if (claimant !== 'given-up') {
      if (claimant === 'unfinished') await sleep(UNFINISHED_MS);
      return { kind: 'claimed', launch: last, record };
    }
    // The next one may have been spawned, and not have come so far.
    if (await giveUp(files, last + 1))
      return { kind: 'free', launch: last + 2 };
  }
}

/** Says that the files of an attempt were removed under it. */
export function describeMissingFolder({ folder }: AttemptFiles): string {
  return `The folder of the attempt, ${folder}, was removed while the script ran, and it is not known how the script ended`;
}

/** Gives a launch up; returns false when its supervisor was faster. */
async function giveUp(files: AttemptFiles, launch: number): Promise<boolean> {
  try {
    await writeFile(files.identity(launch), GIVEN_UP, {
      flag: 'wx',
      mode: 0o600,
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
