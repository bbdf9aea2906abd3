import { createFakeClock } from '../__testUtils__/fakeClock';
import { WakeableTimer } from './WakeableTimer';

describe('A sleep that can be woken', () => {
  const create = () => {
    const clock = createFakeClock();
    return { clock, timer: new WakeableTimer(clock) };
  };

  /**
   * Tells of each wait whether it is over, once all that is due has happened.
   */
  const areOver = async (...waits: Array<Promise<void>>) => {
    const over = waits.map(() => false);
    waits.forEach(async (wait, index) => {
      await wait;
      over[index] = true;
    });
    await new Promise(setImmediate);
    return over;
  };

  it('lasts as long as it is told to', async () => {
    const { clock, timer } = create();
    const wait = timer.wait(1_000);
    clock.advance(999);
    expect(await areOver(wait)).toEqual([false]);
    clock.advance(1);
    expect(await areOver(wait)).toEqual([true]);
  });

  it('lasts for ever without a time', async () => {
    const { clock, timer } = create();
    const wait = timer.wait();
    clock.advance(1e12);
    expect(await areOver(wait)).toEqual([false]);
    timer.wake();
    expect(await areOver(wait)).toEqual([true]);
  });

  it('does not begin after a wake that nobody waited for, however many those were', async () => {
    const { timer } = create();
    timer.wake();
    timer.wake();
    expect(await areOver(timer.wait(1_000))).toEqual([true]);
    expect(await areOver(timer.wait(1_000))).toEqual([false]);
  });

  it('ends with a wake, which is used up by that', async () => {
    const { timer } = create();
    const wait = timer.wait(1_000);
    timer.wake();
    expect(await areOver(wait)).toEqual([true]);
    expect(await areOver(timer.wait(1_000))).toEqual([false]);
  });

  it('is not begun again when woken once more before whoever waited came to look', async () => {
    const { timer } = create();
    const wait = timer.wait(1_000);
    timer.wake();
    timer.wake();
    await wait;
    expect(await areOver(timer.wait(1_000))).toEqual([true]);
  });

  it('does not begin after a wake that came while its waiter was busy', async () => {
    const { clock, timer } = create();
    const wait = timer.wait(1_000);
    clock.advance(1_000);
    await wait;
    timer.wake();
    expect(await areOver(timer.wait(1_000))).toEqual([true]);
  });

  it('ends for all that wait', async () => {
    const { timer } = create();
    const waits = [timer.wait(), timer.wait(1_000), timer.wait(2_000)];
    expect(await areOver(...waits)).toEqual([false, false, false]);
    timer.wake();
    expect(await areOver(...waits)).toEqual([true, true, true]);
    expect(await areOver(timer.wait(1_000))).toEqual([false]);
  });

  it('ends for the one whose signal aborts, and for no other', async () => {
    const { timer } = create();
    const leaving = new AbortController();
    const waits = [timer.wait(1_000, leaving.signal), timer.wait(1_000)];
    leaving.abort();
    expect(await areOver(...waits)).toEqual([true, false]);
  });

  it('does not take a wake from others once its signal is aborted', async () => {
    const { timer } = create();
    const leaving = new AbortController();
    const left = timer.wait(undefined, leaving.signal);
    leaving.abort();
    timer.wake();
    expect(await areOver(left, timer.wait(1_000, leaving.signal))).toEqual([
      true,
      true,
    ]);
    expect(await areOver(timer.wait(1_000))).toEqual([true]);
  });

  it('leaves nothing with a signal that outlives it', async () => {
    const { timer } = create();
    const { signal } = new AbortController();
    const remove = jest.spyOn(signal, 'removeEventListener');
    const add = jest.spyOn(signal, 'addEventListener');
    const wait = timer.wait(1_000, signal);
    timer.wake();
    await wait;
    expect(remove.mock.calls).toEqual(add.mock.calls);
    expect(add).toHaveBeenCalledTimes(1);
  });
});
