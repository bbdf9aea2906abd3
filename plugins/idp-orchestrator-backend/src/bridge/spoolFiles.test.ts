import { setTimeout as sleep } from 'node:timers/promises';
import {
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const KINDS = [
  ['fifo', 'a named pipe'],
  ['link', 'a symbolic link'],
  ['folder', 'a folder'],
  ['socket', 'a socket'],
  ...(isRoot ? [['device', 'a device']] : []),
];

describe('What a script makes of the files that it was given', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge();
  });
  afterEach(() => test.remove());

  const replace = (file: string, kind: string) =>
    test.bridge.run(
      createAttempt({
        script: 'meddling',
        action: 'replace',
        args: { file, kind },
      }),
      new TestFollower(),
      new AbortController().signal,
    );

  describe.each([
    ['output', '$IDP_OUTPUT'],
    ['summary', '$IDP_SUMMARY'],
  ])('%s', (file, name) => {
    it.each(KINDS)(
      'is told when it is a %s, and not read',
      async (kind, is) => {
        const { outcome, error, output, summary } = await replace(file, kind);
        expect({ outcome, output, summary }).toEqual({ outcome: 'warning' });
        expect(error?.message).toContain(`${name} is ${is}`);
      },
    );
  });

  it('holds nobody up, however many of them are pipes', async () => {
    const endings = await Promise.all(
      ['summary', 'output', 'summary', 'output', 'summary', 'output'].map(
        file => replace(file, 'fifo'),
      ),
    );
    expect(endings.map(({ outcome }) => outcome)).toEqual(
      Array(6).fill('warning'),
    );
  });

  it('may be another file in its place', async () => {
    const ending = await replace('output', 'another');
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      output: { other: '1' },
    });
  });

  it('may be enormous and empty, and is not read then', async () => {
    const { outcome, error } = await replace('output', 'sparse');
    expect(outcome).toBe('warning');
    expect(error?.message).toContain('$IDP_OUTPUT has 1099511627776 bytes');
    expect(await replace('summary', 'sparse')).toMatchObject({
      outcome: 'succeeded',
      summary: expect.stringContaining('summary cut'),
    });
  });

  /** Lets it be replaced while nobody follows the script, and follows it then. */
  const resume = async (file: string) => {
    const attempt = createAttempt({
      script: 'meddling',
      action: 'replace-later',
      args: { file },
    });
    const handOver = new AbortController();
    const first = new TestFollower();
    const following = test.bridge.run(attempt, first, handOver.signal);
    await until(() => first.lines('stdout').includes('before'));
    handOver.abort('hand-over');
    await expect(following).rejects.toBe('hand-over');
    await sleep(1_500);
    return test.bridge.run(
      { ...attempt, resumed: true },
      new TestFollower(first.stored),
      new AbortController().signal,
    );
  };

  it.each(['stdout', 'stderr'])(
    'is told when %s was replaced while nobody followed it',
    async file => {
      const { outcome, error } = await resume(file);
      expect(outcome).toBe('warning');
      expect(error?.message).toContain(`${file} is a named pipe`);
    },
  );

  it.each(['exit', 'launch.json'])(
    'is lost, and said, when the note %s is not one any more',
    async file => {
      const { outcome, error } = await resume(file);
      expect(outcome).toBe('lost');
      expect(error?.message).toContain(`${file} is a named pipe`);
      expect(await test.readEffects()).toEqual(['started']);
    },
  );

  it('does not matter when it is a note that is needed only while it runs', async () => {
    expect(await resume('script')).toMatchObject({ outcome: 'succeeded' });
    expect(await test.readEffects()).toEqual(['started']);
  });
});
