import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasFailed, TRIALS, tryOnce } from '../__testUtils__/drill/trials';

jest.setTimeout(240_000);

describe('A backend to which something is done while it works', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-trials-'));
  });
  afterAll(() =>
    // A backend that was killed may still be writing what it compiled.
    rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  );

  // One after the other: each is a whole backend, which others would starve.
  it.each(Object.entries(TRIALS).map(([name, { what }]) => [what, name]))(
    'loses nothing and does nothing twice: %s',
    async (_, name) => {
      const place = { folder: path.join(folder, name), short: true };
      const row = await tryOnce(TRIALS[name], place);
      expect(row).toMatchObject({ lost: 0, doubled: 0, wrong: [] });
      expect(hasFailed(row)).toBe(false);
      // Something was under way, unless this host does not let it be tried.
      expect(row.skipped ?? row.runs).toBeTruthy();
    },
  );
});
