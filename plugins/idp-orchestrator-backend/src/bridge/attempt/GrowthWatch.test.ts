import { appendFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../__testUtils__/createTestBridge';
import { GrowthWatch } from './GrowthWatch';

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('A watch over files', () => {
  let folder: string;
  let path: string;
  let file: FileHandle;
  let told: number;
  let watch: GrowthWatch;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'idp-growth-'));
    path = join(folder, 'stdout');
    file = await open(path, 'a+');
    told = 0;
    watch = new GrowthWatch(() => {
      told += 1;
    });
  });
  afterEach(async () => {
    watch.clear();
    await file.close();
    rmSync(folder, { recursive: true });
  });

  it('tells once that one of them has grown, until it is set anew', async () => {
    expect(watch.set([path])).toBe(true);
    for (const text of ['a', 'b', 'c']) appendFileSync(path, text);
    await until(() => told > 0);
    appendFileSync(path, 'd');
    await sleep(100);
    expect({ told, isSet: watch.isSet }).toEqual({ told: 1, isSet: false });
    watch.set([path]);
    appendFileSync(path, 'e');
    await until(() => told > 1);
  });

  it('follows a file that is open, whatever is at its path by now', async () => {
    watch.set([`/proc/self/fd/${file.fd}`]);
    renameSync(path, `${path}.away`);
    await until(() => told > 0);
    watch.set([`/proc/self/fd/${file.fd}`]);
    appendFileSync(path, 'of another file');
    await sleep(100);
    expect(told).toBe(1);
    await file.write('of this one');
    await until(() => told > 1);
  });

  it('says when it cannot be set, and is not set again then', () => {
    expect(watch.set([path, join(folder, 'none')])).toBe(false);
    expect(watch.isSet).toBe(false);
    expect(watch.set([path])).toBe(false);
  });
});
