import {
  during,
  onStand,
  parseWork,
  shareWork,
  type Stand,
} from './currentWork';
import { SharedWork } from './SharedWork';

/** Keeps the loop from everything else, as a sleep in a system call does. */
function stand(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function listen(act: () => void): Stand[] {
  const stands: Stand[] = [];
  const unsubscribe = onStand(one => stands.push(one));
  try {
    act();
  } finally {
    unsubscribe();
  }
  return stands;
}

describe('Work that stood', () => {
  it('is named by what took most of the time within it', () => {
    const stands = listen(() =>
      during({ run: 'r', flow: 'f' }, () => {
        during({ step: 'quick' }, () => stand(300));
        during({ step: 'slow' }, () => {
          during({ expression: 'input.a' }, () => stand(10));
          during({ expression: 'input.b' }, () => stand(900));
        });
      }),
    );
    expect(stands).toEqual([
      expect.objectContaining({
        run: 'r',
        flow: 'f',
        step: 'slow',
        expression: 'input.b',
      }),
    ]);
    expect(stands[0].cpuMs).toBeLessThan(stands[0].ms);
  });

  it('is named as a whole when no part of it took most of the time', () => {
    const [only] = listen(() =>
      during({ run: 'r' }, () => {
        for (const step of ['a', 'b', 'c']) {
          during({ step }, () => stand(350));
        }
      }),
    );
    expect(only.run).toBe('r');
    expect(only.step).toBeUndefined();
  });

  it('is told also when it failed, and what comes after has no part of it', () => {
    const stands = listen(() => {
      expect(() =>
        during({ run: 'r' }, () => {
          stand(1_100);
          throw new Error('no');
        }),
      ).toThrow('no');
      during({ expression: 'x' }, () => stand(1_100));
    });
    expect(stands).toEqual([
      expect.objectContaining({ run: 'r' }),
      expect.not.objectContaining({ run: 'r' }),
    ]);
  });
});

describe('Work that another thread reads', () => {
  afterEach(() => shareWork(undefined));

  function readShared(work: SharedWork): string {
    const [, , length] = new Int32Array(work.memory, 0, 4);
    return Buffer.from(
      new Uint8Array(work.memory, 16, length).slice(),
    ).toString();
  }

  it('is there while it is done, and not after', () => {
    const work = new SharedWork();
    shareWork(work);
    const seen: string[] = [];
    during({ run: 'r', flow: 'f' }, () => {
      during({ step: 's' }, () =>
        during({ expression: 'a\n+ b' }, () => seen.push(readShared(work))),
      );
      seen.push(readShared(work));
    });
    seen.push(readShared(work));
    expect(seen.map(parseWork)).toEqual([
      { run: 'r', flow: 'f', step: 's', expression: 'a + b' },
      { run: 'r', flow: 'f' },
      {},
    ]);
  });

  it('is cut where it is longer than its place', () => {
    const work = new SharedWork();
    shareWork(work);
    during({ step: 'ü'.repeat(2_000) }, () =>
      during({ expression: 'x' }, () => {
        expect(readShared(work).length).toBeGreaterThan(400);
      }),
    );
    expect(readShared(work)).toBe('');
  });
});
