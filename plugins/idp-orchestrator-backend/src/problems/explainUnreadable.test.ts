import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explainUnreadable } from './explainUnreadable';

describe('Why a file cannot be read', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-unreadable-'));
    await writeFile(path.join(folder, 'file'), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['none', 'does not exist'],
    ['.', 'is a folder, and no file'],
    ['file/in', 'is in no folder: a part of its path is a file'],
  ])('%s: %s', async (name, reason) => {
    const error = await readFile(path.join(folder, name)).catch(one => one);
    expect(explainUnreadable(error)).toBe(reason);
  });

  it('is told of folders too', async () => {
    const error = await readdir(path.join(folder, 'none')).catch(one => one);
    expect(explainUnreadable(error)).toBe('does not exist');
  });

  it('is told as it was said where nobody has other words', () => {
    const error = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    expect(explainUnreadable(error)).toBe('cannot be read: EIO: i/o error');
  });
});
