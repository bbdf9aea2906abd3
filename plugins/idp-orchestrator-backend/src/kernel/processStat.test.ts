import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasEnded, parseStat, readStat } from './processStat';

const REST = '17 170 1700 0 -1 4194560 1 0 0 0 1 0 0 0 20 0 1 0';

describe('The stat line of a process', () => {
  it.each([
    ['a plain name', 'bash', `17 (bash) S ${REST} 4242 8 9`],
    ['a name with blanks', 'my script', `17 (my script) S ${REST} 4242 8 9`],
    [
      'a name with brackets',
      'a) Z 1 (b',
      `17 (a) Z 1 (b) S ${REST} 4242 8 9\n`,
    ],
    ['nothing after the time', 'bash', `17 (bash) S ${REST} 4242`],
  ])('is read with %s', (_, name, line) => {
    expect(parseStat(line)).toEqual({
      name,
      state: 'S',
      parent: 17,
      group: 170,
      session: 1700,
      startTime: '4242',
    });
  });

  it.each(['', '17', '17 (bash', '17 (bash)', `17 (bash) S ${REST}`])(
    'is none in %j',
    line => {
      expect(parseStat(line)).toBeUndefined();
    },
  );
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('The kernel', () => {
  it('tells of a process until it is gone', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    const pid = child.pid as number;
    const before = readStat(pid);
    expect(before?.startTime).toMatch(/^\d+$/);
    expect(before && hasEnded(before)).toBe(false);
    expect(readStat(pid)?.startTime).toBe(before?.startTime);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readStat(pid)).toBeUndefined();
  });
});
