import { createOutputLimit, decideGaps } from './outputLimit';

const MEBIBYTE = 1024 * 1024;
const limit = createOutputLimit(100 * MEBIBYTE);
const streams = (
  stdout: ReturnType<typeof stream>,
  stderr: ReturnType<typeof stream>,
) => ({ stdout, stderr });
const stream = (offset: number, end: number) => ({
  offset: offset * MEBIBYTE,
  end: end * MEBIBYTE,
});
const gap = (from: number, to: number, end: number) => ({
  from: from * MEBIBYTE,
  to: to * MEBIBYTE,
  end: end * MEBIBYTE,
});

describe('What is left out of the output of a script that is over', () => {
  it.each([
    [
      'nothing when it is within the limit',
      streams(stream(0, 60), stream(0, 40)),
      {},
    ],
    [
      'the middle, of the stream that is too long',
      streams(stream(10, 1_300), stream(0, 1)),
      { stdout: gap(89, 1_290, 1_300) },
    ],
    [
      'what was not shown while it ran, but for the end',
      streams(stream(89, 500), stream(1, 1)),
      { stdout: gap(89, 490, 500) },
    ],
    [
      'half of each when both are too long',
      streams(stream(0, 500), stream(0, 500)),
      { stdout: gap(40, 490, 500), stderr: gap(40, 490, 500) },
    ],
    [
      'all but the end where more than the limit was read',
      streams(stream(300, 500), stream(0, 0)),
      { stdout: gap(300, 490, 500) },
    ],
  ])('is %s', (_, ended, expected) => {
    expect(decideGaps(ended, limit)).toEqual(expected);
  });

  it('is its end as well when it came too fast to be looked through', () => {
    const dropped = {
      from: 89 * MEBIBYTE,
      to: 4_000 * MEBIBYTE,
      unseen: true,
    };
    expect(
      decideGaps(
        { stdout: { ...stream(89, 5_000), dropped }, stderr: stream(0, 0) },
        limit,
      ),
    ).toEqual({ stdout: gap(89, 5_000, 5_000) });
  });

  it('is never a part of which something is left to be read from the disk only in between', () => {
    const dropped = { from: 70 * MEBIBYTE, to: 495 * MEBIBYTE };
    expect(
      decideGaps(
        { stdout: { ...stream(60, 500), dropped }, stderr: stream(0, 0) },
        limit,
      ),
    ).toEqual({ stdout: gap(70, 495, 500) });
  });
});
