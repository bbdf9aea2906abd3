/* eslint-disable jest/no-export, jest/valid-title -- a suite for several bridges */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptAttempt, ScriptBridge } from '../../ports';
import {
  API_TOKEN,
  createAttempt,
  TestFollower,
  until,
} from './createTestBridge';
import type { StoredEntry } from './followInStore';
import type { Owner } from './startOwner';

/** A bridge that the contract is tried on. */
export interface ContractBridge {
  bridge: Pick<ScriptBridge, 'run' | 'forget' | 'plan'>;
  /** Starts a backend in a process of its own that follows an attempt. */
  startOwner(attempt: ScriptAttempt): Owner;
  /** Lists the lines of notes of the scripts: one for each start. */
  readEffects(): Promise<string[]>;
  /** Lists what is left of an attempt: processes, objects. */
  listLeft(attempt: ScriptAttempt): Promise<string[]>;
  remove(): Promise<void>;
}

const never = () => new AbortController().signal;

/** Lists the lines that a script has printed, of whichever stream. */
export function printedLines(entries: StoredEntry[], isPod: boolean): string[] {
  return entries
    .flatMap(entry => (entry.kind === 'said' ? entry.piece.logs : []))
    .filter(({ stream }) => stream === 'stdout' || !isPod)
    .flatMap(({ lines }) => lines);
}

/** What every bridge to scripts does, wherever it runs them. */
export function describeBridge(
  name: string,
  create: () => Promise<ContractBridge>,
  { isPod }: { isPod: boolean },
): void {
  describe(name, () => {
    let test: ContractBridge;

    beforeEach(async () => {
      test = await create();
    });
    afterEach(() => test.remove());

    const run = async (changes: Partial<ScriptAttempt>) => {
      const follower = new TestFollower();
      const attempt = createAttempt(changes);
      const ending = await test.bridge.run(attempt, follower, never());
      const lines = isPod
        ? follower.lines('stdout')
        : [...follower.lines('stdout'), ...follower.lines('stderr')];
      return { ending, follower, lines, attempt };
    };

    it('tells what a script prints and hands over', async () => {
      const { ending } = await run({ script: 'ending', action: 'outputs' });
      expect(ending).toEqual({
        outcome: 'succeeded',
        output: { name: 'platform=one', text: 'line 1\nline 2' },
        summary: '# Done\n',
        usage: expect.objectContaining({ wallMs: expect.any(Number) }),
      });
      const { lines } = await run({ script: 'speaking' });
      expect(lines).toEqual(['hello', 'trouble']);
    });

    it('tells how a script failed, by what the catalog says of its exit code', async () => {
      const { ending, lines } = await run({
        script: 'ending',
        action: 'code',
        args: { code: 3 },
      });
      const reasons = Array.from({ length: 30 }, (_, at) => `reason ${at + 1}`);
      expect(lines).toEqual(reasons);
      expect(ending).toMatchObject({
        outcome: 'failed',
        error: {
          message: 'exit code 3: configuration error',
          exitCode: 3,
          [isPod ? 'stdoutTail' : 'stderrTail']: reasons.slice(10),
          command: [
            expect.stringMatching(/\/ending\.sh$/),
            'code',
            '--code',
            '3',
          ],
        },
      });
    });

    it('takes JSON on stdout, and tells of output that is none', async () => {
      const json = await run({ script: 'ending', action: 'json-output' });
      expect(json.ending).toMatchObject({
        outcome: 'succeeded',
        output: { ready: true, nested: { brace: '}' } },
      });
      const bad = await run({ script: 'ending', action: 'bad-output' });
      expect(bad.ending.outcome).toBe('warning');
      expect(bad.ending.error?.message).toContain('$IDP_OUTPUT line 1');
      const large = await run({ script: 'ending', action: 'large-output' });
      expect(large.ending.error?.message).toContain(
        '$IDP_OUTPUT has 300005 bytes',
      );
    });

    it('hides secrets in whatever a script says', async () => {
      const { ending, follower } = await run({
        script: 'speaking',
        action: 'secrets',
      });
      const told = JSON.stringify([ending, follower.pieces]);
      expect(told).not.toContain(API_TOKEN.slice(0, 8));
      expect(told).not.toContain('s3cr%22t');
      expect(told).not.toContain(JSON.stringify(API_TOKEN).slice(1, 8));
      expect(ending).toMatchObject({
        output: { token: '***' },
        summary: 'Used ***\n',
      });
    });

    it('understands commands, half lines and what is no text', async () => {
      const { follower } = await run({
        script: 'speaking',
        action: 'commands',
      });
      expect(follower.annotations).toEqual([
        { level: 'warning', text: 'careful' },
        { level: 'error', text: 'broken' },
      ]);
      expect(follower.progress.at(-1)).toEqual({ percent: 80 });
      const half = await run({ script: 'speaking', action: 'half-lines' });
      expect(half.lines).toEqual(['one line', 'in € and no end']);
      const binary = await run({ script: 'speaking', action: 'binary' });
      expect(binary.lines).toEqual(['a\uFFFDb\uFFFD\uFFFD\uFFFD(', '']);
    });

    it('tells that a script could not be started, and why', async () => {
      const { ending } = await run({ script: 'bad-interpreter' });
      expect(ending).toMatchObject({
        outcome: 'failed',
        error: {
          message: expect.stringMatching(
            /^The script could not be started: \/.*bad-interpreter.sh: (cannot execute|\/no\/such)/,
          ),
          hint: expect.stringContaining('The interpreter'),
        },
      });
    });

    it('gives a script its standard input and files', async () => {
      const { lines } = await run({
        script: 'account-given',
        args: { body: 'one\ntwo', config: 'three' },
      });
      expect(lines.join('\n')).toContain('one');
      expect(lines.join('\n')).toContain('three');
    });

    it('ends a cancelled script with all that it started, also one that does not want to', async () => {
      const attempt = createAttempt({ script: 'living', action: 'stubborn' });
      const cancelling = new AbortController();
      const follower = new TestFollower();
      const running = test.bridge.run(attempt, follower, cancelling.signal);
      await Promise.race([
        running,
        until(() => follower.lines('stdout').includes('ready')),
      ]);
      cancelling.abort('cancel');
      expect(await running).toMatchObject({
        outcome: 'cancelled',
        error: { message: 'cancelled' },
      });
      await test.bridge.forget(attempt);
      expect(await test.listLeft(attempt)).toEqual([]);
      expect(await test.readEffects()).toHaveLength(1);
    });

    it('starts nothing that was cancelled before', async () => {
      const attempt = createAttempt({ script: 'living', action: 'silent' });
      const cancelling = new AbortController();
      cancelling.abort('cancel');
      const follower = new TestFollower();
      const ending = await test.bridge.run(
        attempt,
        follower,
        cancelling.signal,
      );
      expect(ending.outcome).toBe('cancelled');
      expect(await test.readEffects()).toEqual([]);
      expect(await test.listLeft(attempt)).toEqual([]);
    });

    it('ends a script that runs for too long', async () => {
      const { ending, attempt } = await run({
        script: 'living',
        action: 'short',
      });
      expect(ending).toMatchObject({
        outcome: 'timed-out',
        error: { message: 'timed out: it ran longer than 1 s' },
      });
      await test.bridge.forget(attempt);
      expect(await test.listLeft(attempt)).toEqual([]);
    });

    it('lets go of a script that is handed over, and finds it again', async () => {
      const attempt = createAttempt({
        script: 'living',
        action: 'silent',
        args: { seconds: 3 },
      });
      const handing = new AbortController();
      const first = new TestFollower();
      const running = test.bridge.run(attempt, first, handing.signal);
      await Promise.race([
        running,
        until(async () => (await test.readEffects()).length > 0),
      ]);
      handing.abort('hand-over');
      await expect(running).rejects.toBe('hand-over');
      const second = new TestFollower(first.stored);
      const resumed = { ...attempt, resumed: true };
      const ending = await test.bridge.run(resumed, second, never());
      expect(ending.outcome).toBe('succeeded');
      expect(second.adoptions).toBe(1);
      expect(second.lines('stdout')).toEqual(['slept']);
      expect(await test.readEffects()).toHaveLength(1);
    });

    it('goes on after its backend was killed: run once, each line once, the exit code right', async () => {
      const attempt = createAttempt({ script: 'living', args: { seconds: 8 } });
      const linesOf = (owner: Owner) => printedLines(owner.entries(), isPod);
      const first = test.startOwner(attempt);
      await until(() => linesOf(first).length > 10);
      await first.kill();
      const resumed = { ...attempt, resumed: true };
      const second = test.startOwner(resumed);
      await until(() => linesOf(second).length > 60);
      await second.kill();
      await sleep(500);
      const third = test.startOwner(resumed);
      await third.finished();

      const entries = third.entries();
      const printed = linesOf(third);
      const numbers = Array.from({ length: 160 }, (_, at) => at + 1);
      expect(printed.filter(line => line.startsWith('line'))).toEqual(
        numbers.map(number => `line ${number}`),
      );
      expect(printed.filter(line => !line.startsWith('line'))).toEqual(
        numbers
          .filter(number => number % 10 === 0)
          .map(number => `trouble ${number}`),
      );
      expect(entries.filter(({ kind }) => kind === 'adopted')).toHaveLength(2);
      expect(entries.at(-1)).toMatchObject({
        kind: 'ended',
        ending: { outcome: 'failed', error: { exitCode: 3 } },
      });
      expect(await test.readEffects()).toHaveLength(1);
    });
  });
}
