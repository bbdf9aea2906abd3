import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStat } from '../../kernel/processStat';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { systemClock } from '../../waiting/systemClock';
import type { AttemptProcesses } from './attemptProcesses';
import { endProcesses, type EndingTools } from './endProcesses';
import { ProcessScans } from './ProcessScans';
import { readProcessTable, type MarkSearch } from './processTable';

jest.setTimeout(60_000);

const GRACE_MS = 10_000;

describe('ending processes', () => {
  const children: ChildProcess[] = [];
  const marks = new Set<string>();
  const done: string[] = [];
  const searches: MarkSearch[] = [];
  let folder: string;
  let tools: EndingTools;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idp-ending-'));
    const scans = new ProcessScans(search => {
      done.push('scan');
      searches.push(search);
      return readProcessTable(search);
    });
    tools = { scans, clock: systemClock };
    const kill = process.kill.bind(process);
    jest.spyOn(process, 'kill').mockImplementation((target, signal) => {
      done.push(`${signal} ${target}`);
      return kill(target, signal);
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const { pid } of await living()) process.kill(pid, 'SIGKILL');
    for (const list of [children, done, searches]) list.length = 0;
    marks.clear();
    await rm(folder, { recursive: true, force: true });
  });

  async function living() {
    const table = await readProcessTable({ marks });
    return table.filter(entry => entry.marks.length > 0);
  }

  /** Starts a group of processes, as a supervisor starts a script. */
  async function start(
    command: string,
  ): Promise<AttemptProcesses & { pid: number }> {
    const cookie = `ending-${process.pid}/step/${children.length + 1}`;
    const ready = join(folder, `ready-${children.length + 1}`);
    const child = spawn('bash', ['-c', command], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, IDP_ATTEMPT_COOKIE: cookie, READY: ready, folder },
    });
    children.push(child);
    marks.add(`IDP_ATTEMPT_COOKIE=${cookie}`);
    const pid = child.pid!;
    const startTime = readStat(pid)?.startTime ?? '';
    while ((await readFile(ready).catch(() => undefined)) === undefined) {
      await systemClock.sleep(20);
    }
    return { cookie, script: { pid, startTime, at: Date.now() }, pid };
  }

  const end = (processes: AttemptProcesses, graceMs = GRACE_MS) =>
    endProcesses(processes, graceMs, tools);

  it('tells all of twenty scripts before any look, and looks for all of them at once', async () => {
    const scripts = [];
    for (let i = 0; i < 20; i++) {
      scripts.push(await start('touch "$READY"; sleep 300'));
    }
    const left = await Promise.all(scripts.map(script => end(script)));
    expect(left).toEqual(scripts.map(() => []));
    const first = done.slice(0, done.indexOf('scan'));
    expect(first).toEqual(scripts.map(({ pid }) => `SIGTERM -${pid}`));
    // Each needs a look that shows that it has ended.
    expect(done.filter(what => what === 'scan').length).toBeLessThan(10);
    expect(await living()).toEqual([]);
  });

  it('finds what left the group, by its environment', async () => {
    const script = await start(
      'setsid bash -c "trap \'\' TERM; touch $READY; while :; do sleep 1; done" & sleep 300',
    );
    expect((await living()).length).toBeGreaterThan(2);
    expect(await end(script, 300)).toEqual([]);
    expect(await living()).toEqual([]);
  });

  it('reads no environment of what is older than the script, or known by its group', async () => {
    const script = await start('touch "$READY"; sleep 300');
    await end(script);
    const table = await readProcessTable({ marks: new Set() });
    const ours = table.find(({ pid }) => pid === process.pid)!;
    const { mayBeMarked } = searches[0];
    expect(mayBeMarked?.(ours)).toBe(false);
    const startTime = script.script!.startTime;
    expect(mayBeMarked?.({ ...ours, startTime, group: script.pid })).toBe(
      false,
    );
    expect(mayBeMarked?.({ ...ours, startTime })).toBe(true);
  });

  it('kills several times on a host where each look takes longer than there is time for all', async () => {
    let looks = 0;
    const entry = { pid: 4_194_999, group: 0, session: 0, startTime: '' };
    const lasting = { ...entry, marks: [], name: 'lasting' };
    const find = async () => {
      looks += 1;
      clock.advance(5_000);
      return looks < 6 ? [lasting] : [];
    };
    const clock = createFakeClock(0);
    clock.sleep = async () => {};
    const scans = { find };
    expect(await endProcesses({ cookie: 'c' }, 0, { scans, clock })).toEqual(
      [],
    );
    expect(looks).toBe(6);
  });

  it('gives a script the grace time to put things in order by other programs', async () => {
    const script = await start(
      'trap \'sleep 1 && touch "$folder/tidy"; exit\' TERM; touch "$READY"; while :; do sleep 0.1; done',
    );
    expect(await end(script)).toEqual([]);
    expect(await readFile(join(folder, 'tidy'), 'utf8')).toBe('');
  });

  it('leaves a group alone whose number is with somebody else now', async () => {
    const script = await start('touch "$READY"; sleep 300');
    const { pid, cookie } = script;
    const other = { pid, startTime: '1', at: 0 };
    await end({ cookie: `${cookie}/other`, script: other }, 100);
    expect(done.filter(what => what.startsWith('SIG'))).toEqual([]);
    expect((await living()).length).toBeGreaterThan(0);
  });
});
