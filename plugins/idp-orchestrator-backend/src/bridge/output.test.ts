import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptAttempt } from '../ports';
import {
  API_TOKEN,
  createAttempt,
  createTestBridge,
  TestFollower,
  until,
  type TestBridge,
} from './__testUtils__/createTestBridge';

jest.setTimeout(60_000);

describe('the output of a script', () => {
  let test: TestBridge;

  beforeEach(async () => {
    test = await createTestBridge({ maxLineBytes: 1_024 });
  });
  afterEach(() => test.remove());

  async function speak(changes: Partial<ScriptAttempt>) {
    const follower = new TestFollower();
    const { signal } = new AbortController();
    const attempt = createAttempt({ script: 'speaking', ...changes });
    const ending = await test.bridge.run(attempt, follower, signal);
    return { ending, follower };
  }

  it('is told in whole lines and whole characters, also the last half line', async () => {
    const { follower } = await speak({ action: 'half-lines' });
    expect(follower.lines('stdout')).toEqual([
      'one line',
      'in €and no end'.replace('€', '€ '),
    ]);
  });

  describe('that empties its file by > /dev/stderr', () => {
    const lines = [
      'second',
      'third is ***',
      'fourth, of another length',
      'half ',
      'last',
    ];
    const warning = {
      level: 'warning',
      text: expect.stringMatching(/emptied the file of its stderr.*Write >&2/),
    };

    it('is read on from there, in its order, and the author is told', async () => {
      const { ending, follower } = await speak({ action: 'empties' });
      expect(ending.outcome).toBe('succeeded');
      expect(follower.lines('stderr')).toEqual([
        'a first line that is long',
        ...lines,
      ]);
      expect(follower.annotations).toEqual([warning]);
    });

    it('is read on by the next backend, also when nobody looked meanwhile', async () => {
      const attempt = createAttempt({ action: 'empties' });
      const first = new TestFollower();
      const handOver = new AbortController();
      const said = first.said.bind(first);
      first.said = async piece => {
        await said(piece);
        handOver.abort('hand-over');
      };
      const { signal } = handOver;
      const following = test.bridge.run(attempt, first, signal);
      await expect(following).rejects.toBe('hand-over');
      expect(first.lines('stderr')).toEqual(['a first line that is long']);
      const file = join(test.spoolDirectory, attempt.runId, 'step/1/stderr');
      await until(async () =>
        (await readFile(file, 'utf8')).startsWith('second'),
      );
      const second = new TestFollower(first.stored);
      await test.bridge.run(attempt, second, new AbortController().signal);
      expect(second.lines('stderr').slice(-3)).toEqual(lines.slice(-3));
      expect(second.lines('stderr')[0]).toBe('second');
      expect(second.annotations).toEqual([warning]);
    });
  });

  it('shows bytes that are no text as replacement characters', async () => {
    const { follower } = await speak({ action: 'binary' });
    expect(follower.lines('stdout')).toEqual([
      'a\uFFFDb\uFFFD\uFFFD\uFFFD(',
      '',
    ]);
  });

  it('ends lines as Windows does', async () => {
    const { follower } = await speak({ action: 'crlf' });
    expect(follower.lines('stdout')).toEqual(['one', 'two', '']);
  });

  it('is cut where one line is enormous, and says so', async () => {
    const { follower } = await speak({ action: 'long-line' });
    expect(follower.lines('stdout')).toEqual([
      `${'x'.repeat(1_024)} … [line cut, 10000000 bytes in all]`,
      'after',
    ]);
  });

  it('shows no part of a secret that lies across such a cut', async () => {
    const { follower } = await speak({ action: 'secret-across-cut' });
    expect(follower.lines('stdout')).toEqual([
      `${'x'.repeat(1_020)}*** … [line cut, ${1_020 + API_TOKEN.length + 5_000} bytes in all]`,
    ]);
  });

  it('comes complete and in order, however much it is', async () => {
    const { follower } = await speak({
      action: 'noisy',
      args: { lines: 200_000 },
    });
    const lines = follower.lines('stdout');
    expect(lines).toHaveLength(200_000);
    const wrong = lines.findIndex(
      (line, index) =>
        line !== `line ${index + 1} of a script that has a lot to say`,
    );
    expect(wrong).toBe(-1);
    for (const { logs } of follower.pieces) {
      for (const batch of logs)
        expect(batch.lines.length).toBeLessThanOrEqual(2_000);
    }
  });

  it('is read on only when what was told is stored', async () => {
    const follower = new TestFollower();
    let atOnce = 0;
    let most = 0;
    const slow = {
      position: follower.position,
      adopted: () => follower.adopted(),
      isHeld: () => follower.isHeld(),
      async said(piece: Parameters<typeof follower.said>[0]) {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(resolve => {
          setTimeout(resolve, 5);
        });
        atOnce -= 1;
        await follower.said(piece);
      },
    };
    await test.bridge.run(
      createAttempt({ action: 'noisy', args: { lines: 30_000 } }),
      slow,
      new AbortController().signal,
    );
    expect(most).toBe(1);
    expect(follower.lines('stdout')).toHaveLength(30_000);
  });

  it('speaks to the portal by commands in it', async () => {
    const { follower } = await speak({ action: 'commands' });
    expect(follower.progress).toEqual([
      { percent: 40, message: 'almost half' },
      { percent: 80 },
    ]);
    expect(follower.annotations).toEqual([
      { level: 'warning', text: 'careful' },
      { level: 'error', text: 'broken' },
    ]);
    expect(follower.lines('stdout')).toEqual([
      '::group::first',
      '::progress::not a number',
      '::warning::careful',
      '::unknown::thing',
      '::endgroup::',
    ]);
    expect(follower.lines('stderr')).toEqual(['::error::broken']);
  });

  it('may hold more annotations than are kept', async () => {
    const { follower } = await speak({ action: 'annotations' });
    expect(follower.annotations).toHaveLength(101);
    expect(follower.annotations.at(-1)?.text).toContain(
      'the rest are only in the log',
    );
    expect(follower.lines('stdout')).toHaveLength(150);
  });

  it.each([
    [
      'an array',
      '[\\n  {"name": "a"},\\n  {"name": "b"}\\n]\\n',
      'a JSON array of 2',
    ],
    [
      'a lone array without indentation',
      '[\\n{"name": "a"},\\n{"name": "b"}\\n]\\n',
      'a JSON array of 2',
    ],
    [
      'what is not valid',
      '{\\n  "ok": true,\\n  "ratio": NaN,\\n  "parts": [\\n    {\\n      "a": 1\\n    }\\n  ]\\n}\\n',
      'not valid',
    ],
    [
      'an object that is not complete',
      '{\\n  "parts": [\\n    {\\n      "a": 1\\n    }\\n  ]\\n',
      'not complete',
    ],
    ['an array after an object', '{"ok": true}\\n[]\\n', 'a JSON array of 0'],
    ['nothing of the kind', 'done\\n', 'no JSON object'],
  ])(
    'gives no output where an object was promised and %s was printed',
    async (_, text, found) => {
      const { ending } = await speak({ action: 'print', args: { text } });
      expect(ending).toMatchObject({
        outcome: 'warning',
        error: { message: expect.stringContaining(found) },
      });
      expect(ending.output).toBeUndefined();
    },
  );

  it.each([
    ['after other lines', '[INFO] begins\\n{no json}\\n{"ok": true}\\nend\\n'],
    ['the last of several', '{"ok": false}\\n{\\n  "ok": true\\n}'],
    ['after a list', '["a"]\\n{"ok": true}\\n'],
  ])('takes the last object: %s', async (_, text) => {
    const { ending } = await speak({ action: 'print', args: { text } });
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      output: { ok: true },
    });
  });

  it('keeps a number that would change as the text that it was, and says so', async () => {
    const text = '{"id": 12345678901234567891, "n": 5, "f": 1e21}';
    const { ending } = await speak({ action: 'print', args: { text } });
    expect(ending).toMatchObject({
      outcome: 'warning',
      output: { id: '12345678901234567891', n: 5, f: 1e21 },
      error: { message: expect.stringContaining('kept as texts') },
    });
  });

  it('tells of a line that is printed over only what it was in the end', async () => {
    const { follower } = await speak({ action: 'progress' });
    expect(follower.lines('stdout')).toEqual([
      'download complete',
      expect.stringMatching(/^upload 100% {2}0{80}$/),
      'last',
    ]);
  });

  it('hides each line of a secret of several that is to be masked', async () => {
    const { follower } = await speak({ action: 'masks-of-lines' });
    expect(follower.lines('stdout')).toEqual([
      '***',
      '***',
      'QQ==',
      '-----END PRIVATE KEY-----',
      'after it',
      '-----BEGIN PRIVATE KEY-----',
      '***',
      '***',
      'QQ==',
      '-----END PRIVATE KEY-----',
      'password: ***',
      'region: eu-west-1',
      '*** is ***',
    ]);
  });

  it('tells which parts of an output are not what the script wrote', async () => {
    const { ending } = await speak({ action: 'masked-output' });
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      output: { token: '***', user: 'bob', list: [1, { in: 'a ***' }] },
      outputGaps: [{ path: ['token'] }, { path: ['list', 1, 'in'] }],
    });
  });

  it('hides what was typed also from the worker that finds the script again', async () => {
    const attempt = createAttempt({ action: 'masks', secrets: ['and abc'] });
    const first = new TestFollower();
    const handOver = new AbortController();
    const said = first.said.bind(first);
    first.said = async piece => {
      await said(piece);
      handOver.abort('hand-over');
    };
    await expect(test.bridge.run(attempt, first, handOver.signal)).rejects.toBe(
      'hand-over',
    );
    const second = new TestFollower(first.stored);
    await test.bridge.run(attempt, second, new AbortController().signal);
    expect(second.lines('stderr')).toEqual(['*** ***']);
  });

  it('never shows a secret, however it is written', async () => {
    const { ending, follower } = await speak({ action: 'secrets' });
    expect(follower.lines('stdout')).toEqual([
      '***',
      '-----BEGIN KEY-----',
      '***',
      '-----END KEY-----',
      '***',
      expect.stringMatching(/^dXNlcj\S?\*\*\*\S?=?$/),
      '***',
      'url: ***',
      '{"token": "***"}',
      '::warning::leaks ***',
    ]);
    expect(follower.lines('stderr')).toEqual(['plain *** and again ***']);
    expect(follower.annotations).toEqual([
      { level: 'warning', text: 'leaks ***' },
      {
        level: 'warning',
        text: 'What it warned of held a secret, which is shown as ***',
      },
      {
        level: 'warning',
        text: 'The summary held a secret, which is shown as ***',
      },
    ]);
    expect(follower.progress).toEqual([{ percent: 10, message: 'leaks ***' }]);
    expect(ending).toMatchObject({
      output: { token: '***' },
      summary: 'Used ***\n',
      error: { stderrTail: ['plain *** and again ***'] },
    });
  });

  it('shows no secret in the command that is told', async () => {
    const call = createAttempt({ script: 'environment' });
    const { ending } = await speak({ script: 'speaking', action: 'secrets' });
    expect(JSON.stringify(ending)).not.toContain(API_TOKEN.slice(0, 8));
    expect((await test.bridge.plan(call)).command).toHaveLength(2);
  });

  it('is masked from where the script asks for it', async () => {
    const { ending, follower } = await speak({ action: 'masks' });
    expect(follower.lines('stdout')).toEqual(['before hunter2', 'after ***']);
    expect(follower.lines('stderr')).toEqual(['and abc ***']);
    expect(ending.output).toEqual({ '***': '***' });
    expect(follower.annotations).toEqual([
      {
        level: 'warning',
        text: expect.stringContaining('less than 3 characters'),
      },
    ]);
  });
});
