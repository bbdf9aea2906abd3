import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  hasFailed,
  TRIALS,
  tryOnce,
  type TrialRow,
} from '../__testUtils__/drill/trials';

jest.setTimeout(240_000);

describe('A backend to which something is done while it works', () => {
  let folder: string;
  const rows = new Map<string, TrialRow>();

  /** Side by side, since most of it is waiting for processes and pauses. */
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-trials-'));
    await Promise.all(
      Object.entries(TRIALS).map(async ([name, trial]) => {
        const place = { folder: path.join(folder, name), short: true };
        rows.set(name, await tryOnce(trial, place));
      }),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.entries(TRIALS).map(([name, { what }]) => [what, name]))(
    'loses nothing and does nothing twice: %s',
    (_, name) => {
      const row = rows.get(name);
      expect(row).toMatchObject({ lost: 0, doubled: 0, wrong: [] });
      expect(row && hasFailed(row)).toBe(false);
      // Something was under way, unless this host does not let it be tried.
      expect(row?.skipped ?? row?.runs).toBeTruthy();
    },
  );
});
