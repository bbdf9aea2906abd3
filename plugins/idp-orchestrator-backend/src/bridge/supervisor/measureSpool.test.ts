import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureSpool } from './measureSpool';

describe('The size of the spool', () => {
  it('is that of all files of attempts, and none before there are any', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'idp-spool-'));
    const spool = path.join(folder, 'spool');
    expect(await measureSpool(spool)).toBe(0);
    await mkdir(path.join(spool, 'run', 'step'), { recursive: true });
    await writeFile(path.join(spool, 'supervisor'), 'x'.repeat(10));
    await writeFile(path.join(spool, 'run', 'step', 'stdout'), 'x'.repeat(32));
    expect(await measureSpool(spool)).toBe(42);
    await rm(folder, { recursive: true });
  });
});
