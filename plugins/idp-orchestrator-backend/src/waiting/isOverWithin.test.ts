import { createFakeClock } from '../__testUtils__/fakeClock';
import { isOverWithin } from './isOverWithin';

describe('What is waited for during a limited time', () => {
  it('is over when it ends in that time', async () => {
    const clock = createFakeClock();
    const work = Promise.withResolvers<void>();
    const over = isOverWithin(work.promise, 1_000, clock);
    clock.advance(999);
    work.resolve();
    expect(await over).toBe(true);
  });

  it('is not over when the time has passed, and may fail then without a word', async () => {
    const clock = createFakeClock();
    const work = Promise.withResolvers<void>();
    const over = isOverWithin(work.promise, 1_000, clock);
    clock.advance(1_000);
    expect(await over).toBe(false);
    work.reject(new Error('too late'));
    await new Promise(setImmediate);
  });

  it('tells how it failed in that time', async () => {
    const failed = Promise.reject(new Error('the disk is full'));
    await expect(isOverWithin(failed, 1_000)).rejects.toThrow('disk is full');
  });
});
