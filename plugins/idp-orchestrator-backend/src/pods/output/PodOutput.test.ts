import { Masker } from '../../bridge/output/Masker';
import type { LogPosition, ScriptSaid } from '../../ports';
import { PodOutput } from './PodOutput';

const NONCE = 'n0nce';
const MARK = `::idp-${NONCE}::`;
const START = `${MARK}start`;

/** Writes lines as a kubelet does, each with a time, from this nanosecond on. */
const logOf = (lines: string[], from = 0) =>
  Buffer.from(
    lines
      .map((line, at) => {
        const time = String(from + at).padStart(9, '0');
        return `2026-01-01T00:00:00.${time}Z ${line}\n`;
      })
      .join(''),
  );

const createOutput = (
  position: Partial<LogPosition> = {},
  { json = false, maxOutputBytes = 1_000_000, secrets = [] as string[] } = {},
) =>
  new PodOutput({
    masker: new Masker(secrets),
    maxLineBytes: 16_384,
    maxOutputBytes,
    nonce: NONCE,
    json,
    position: { stdout: 0, stderr: 0, lines: 0, ...position },
  });

const linesOf = (pieces: Array<ScriptSaid | undefined>) =>
  pieces.flatMap(piece => piece?.logs ?? []).flatMap(({ lines }) => lines);

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`);

/** Reads a log in blocks of some bytes, as a connection gives them. */
const read = (output: PodOutput, log: Buffer, size = 7) => {
  output.reconnect();
  const pieces: Array<ScriptSaid | undefined> = [];
  for (let at = 0; at < log.length; at += size) {
    pieces.push(output.take(log.subarray(at, at + size)));
  }
  return pieces;
};

describe('The log of a pod', () => {
  it('is told without its times and without what the wrapper says', () => {
    const output = createOutput();
    const log = logOf([
      START,
      'one',
      '',
      'two',
      '',
      `${MARK}results`,
      `${MARK}output 9`,
      `${MARK}+${Buffer.from('key=value').toString('base64')}`,
      `${MARK}exit 3 1230 0m0.012s 0m0,004s 4096`,
      `${MARK}end`,
    ]);
    const pieces = [...read(output, log), output.finish()];
    expect(linesOf(pieces)).toEqual(['one', '', 'two']);
    expect(output.frames.isComplete).toBe(true);
    expect(output.frames.exit).toEqual({
      code: 3,
      ranMs: 1_230,
      userMs: 12,
      systemMs: 4,
      peakMemoryBytes: 4_096,
    });
    expect(output.readResults().output).toEqual({ key: 'value' });
    expect(output.openLine).toBeUndefined();
  });

  it('keeps a last line that the script did not end', () => {
    const output = createOutput();
    const log = logOf([START, 'Continue? ', `${MARK}results`, `${MARK}end`]);
    expect(linesOf([...read(output, log), output.finish()])).toEqual([
      'Continue? ',
    ]);
    expect(output.openLine).toBe('Continue? ');
  });

  it('is none of the wrapper where a script writes like it', () => {
    const output = createOutput();
    const log = logOf([START, '::idp-other::exit 0 1 1 1 1', `x${MARK}end`]);
    expect(linesOf([...read(output, log), output.finish()])).toEqual([
      '::idp-other::exit 0 1 1 1 1',
      `x${MARK}end`,
    ]);
    expect(output.frames.exit).toBeUndefined();
  });

  it.each([1, 3, 64, 100_000])(
    'is told once when it is read again, in blocks of %d bytes',
    size => {
      const output = createOutput();
      const log = logOf([START, ...numbered(1, 50)]);
      const pieces = read(output, log.subarray(0, 777), size);
      pieces.push(...read(output, log.subarray(0, 900), size));
      pieces.push(...read(output, log, size), output.finish());
      expect(linesOf(pieces)).toEqual(numbered(1, 50));
    },
  );

  it('goes on for another backend where the stored position is', () => {
    const first = createOutput();
    const log = logOf([START, ...numbered(1, 20)]);
    const pieces = read(first, log.subarray(0, 500));
    const stdout = pieces.flatMap(piece => piece?.logs ?? []).at(-1)?.endOffset;
    const second = createOutput({ stdout });
    pieces.push(...read(second, log), second.finish());
    expect(linesOf(pieces)).toEqual(numbered(1, 20));
    expect(second.tails.stdout).toEqual(numbered(1, 20));
  });

  it('is marked where the kubelet began a new file, of which known lines are not told again', () => {
    const output = createOutput();
    const pieces = read(output, logOf([START, ...numbered(1, 10)]));
    // Line 6 has the time that it had before.
    pieces.push(...read(output, logOf(numbered(6, 12), 6)));
    expect(linesOf(pieces)).toEqual(numbered(1, 12));
    pieces.push(...read(output, logOf(numbered(30, 32), 1_000)));
    pieces.push(
      ...read(output, logOf(numbered(30, 34), 1_000)),
      output.finish(),
    );
    expect(linesOf(pieces)).toEqual([
      ...numbered(1, 12),
      expect.stringContaining('lines may be missing here]'),
      ...numbered(30, 34),
    ]);
  });

  it('is marked where a backend that comes later finds no beginning, or less than was read', () => {
    const rotated = createOutput({ stdout: 5_000 });
    const pieces = [...read(rotated, logOf(['later'])), rotated.finish()];
    expect(linesOf(pieces)).toEqual([
      expect.stringContaining('or come twice]'),
      'later',
    ]);
    const shorter = createOutput({ stdout: 5_000 });
    const again = [...read(shorter, logOf([START, 'one'])), shorter.finish()];
    expect(linesOf(again)).toEqual([
      expect.stringContaining('shorter now than what was read'),
    ]);
  });

  it('keeps its beginning and its end to the limit, and says what is left out', () => {
    const output = createOutput({}, { maxOutputBytes: 10_000 });
    const log = logOf([START, ...numbered(1, 5_000)]);
    const pieces = [...read(output, log, 512), output.finish()];
    const lines = linesOf(pieces);
    expect(lines[0]).toBe('line 1');
    expect(lines.at(-1)).toBe('line 5000');
    expect(
      lines.filter(line => line.includes('are left out here')),
    ).toHaveLength(1);
    expect(lines.join('\n').length).toBeLessThan(12_000);
  });

  it('gives the JSON at its end, without what is secret in it', () => {
    const output = createOutput({}, { json: true, secrets: ['hunter2'] });
    const json = ['{', '  "token": "hunter2",', '  "ready": true', '}'];
    const log = logOf([START, ...json, '', `${MARK}results`, `${MARK}end`]);
    read(output, log);
    output.finish();
    expect(output.readResults()).toMatchObject({
      output: { token: '***', ready: true },
      problems: [],
    });
  });

  it('tells of files that did not come, and of what is none', () => {
    const output = createOutput();
    const frames = [`${MARK}results`, `${MARK}output 12`, `${MARK}summary odd`];
    read(output, logOf([START, '', ...frames, `${MARK}end`]));
    expect(output.readResults().problems).toEqual([
      expect.stringContaining('needs the commands head, wc and base64'),
      expect.stringContaining('$IDP_SUMMARY is no plain file any more'),
    ]);
  });
});
