import { createHash } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestScript } from './digestScript';

describe('The digest of a script', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-digest-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is that of its content, also after a change of the same length that has the time of before', async () => {
    const file = path.join(folder, 'one.sh');
    const of = (text: string) =>
      createHash('sha256').update(text).digest('hex');
    const time = new Date('2026-11-28T00:00:00Z');
    for (const text of ['echo one', 'echo two', 'echo one']) {
      await writeFile(file, text);
      await utimes(file, time, time);
      expect(await digestScript(file)).toBe(of(text));
      expect(await digestScript(file)).toBe(of(text));
    }
  });
});
