import type {
  LogChunk,
  LogPage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { PAGE_LINES, StepLog } from './StepLog';

const AT = '2026-01-01T00:00:00.000Z';

function chunk(firstLine: number, count: number): LogChunk {
  return {
    seq: firstLine,
    at: AT,
    stepId: 's',
    attempt: 1,
    stream: 'stdout',
    firstLine,
    lines: Array.from(
      { length: count },
      (_, index) => `live ${firstLine + index}`,
    ),
  };
}

/** A backend that has this many lines. */
function createReader(total: () => number) {
  return jest.fn(async (from: number, to: number): Promise<LogPage> => ({
    total: total(),
    items: Array.from(
      { length: Math.max(0, Math.min(to, total()) - from + 1) },
      (_, index) => ({
        line: from + index,
        at: AT,
        stream: 'stdout' as const,
        text: `read ${from + index}`,
      }),
    ),
  }));
}

const settle = () => new Promise(resolve => setTimeout(resolve));

describe('StepLog', () => {
  it('asks for pages that are looked at, once each, and for no others', async () => {
    const read = createReader(() => 1_000_000);
    const log = new StepLog(read);
    log.want(1, 10);
    await settle();
    log.want(700_001, 700_040);
    log.want(700_010, 700_050);
    await settle();
    log.want(700_001, 700_040);
    expect(read.mock.calls).toEqual([
      [1, PAGE_LINES],
      [700_001, 700_500],
    ]);
    expect(log.getView().total).toBe(1_000_000);
    expect(log.lineAt(700_040)?.text).toBe('read 700040');
    expect(log.lineAt(600_000)).toBeUndefined();
  });

  it('keeps a bounded number of lines, the recently looked at', async () => {
    const log = new StepLog(createReader(() => 1_000_000));
    for (let page = 0; page < 60; page++) {
      log.want(page * PAGE_LINES + 1, page * PAGE_LINES + 1);
      await settle();
      log.want(1, 1);
    }
    expect(log.lineAt(1)).toBeDefined();
    expect(log.lineAt(59 * PAGE_LINES + 1)).toBeDefined();
    expect(log.lineAt(5 * PAGE_LINES + 1)).toBeUndefined();
  });

  it('puts live lines where they belong, also over the end of a page', async () => {
    const read = createReader(() => 498);
    const log = new StepLog(read);
    log.want(1, PAGE_LINES);
    await settle();
    log.append(chunk(499, 4));
    expect(log.getView().total).toBe(502);
    expect(
      [498, 499, 500, 501, 502].map(line => log.lineAt(line)?.text),
    ).toEqual(['read 498', 'live 499', 'live 500', 'live 501', 'live 502']);
    log.want(1, 502);
    await settle();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('does not double what was read and then told', async () => {
    const log = new StepLog(createReader(() => 10));
    log.want(1, PAGE_LINES);
    await settle();
    log.append(chunk(6, 10));
    expect(log.getView().total).toBe(15);
    expect(log.lineAt(10)?.text).toBe('read 10');
    expect(log.lineAt(11)?.text).toBe('live 11');
  });

  it('loads a gap when it is looked at', async () => {
    let total = 10;
    const log = new StepLog(createReader(() => total));
    log.want(1, PAGE_LINES);
    await settle();
    total = 30;
    log.append(chunk(21, 10));
    expect(log.getView().total).toBe(30);
    expect(log.lineAt(15)).toBeUndefined();
    log.want(1, 30);
    await settle();
    expect(log.lineAt(15)?.text).toBe('read 15');
  });

  it('keeps live lines that came while an older answer was on its way', async () => {
    const log = new StepLog(createReader(() => 2));
    log.want(1, PAGE_LINES);
    log.append(chunk(1, 5));
    await settle();
    expect(log.getView().total).toBe(5);
    expect(log.lineAt(5)?.text).toBe('live 5');
  });

  it('tells of a failure, and asks again only when told to', async () => {
    const read = createReader(() => 3);
    read.mockRejectedValueOnce(new Error('gone'));
    const log = new StepLog(read);
    log.want(1, 1);
    await settle();
    log.want(1, 1);
    expect(log.getView().error?.message).toBe('gone');
    expect(read).toHaveBeenCalledTimes(1);
    log.retry();
    await settle();
    expect(log.getView()).toMatchObject({ error: undefined, total: 3 });
  });
});
