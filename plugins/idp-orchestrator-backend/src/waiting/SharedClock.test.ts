import { createFakeClock } from '../__testUtils__/fakeClock';
import { SharedClock } from './SharedClock';

describe('A shared clock', () => {
  it('gives the time that it was told, and goes on evenly, whatever becomes of the clock of the host', () => {
    const host = createFakeClock(1_000_000);
    const clock = new SharedClock(host);
    expect(clock.now()).toBe(1_000_000);
    clock.tell(5_000);
    host.advance(300);
    expect(clock.now()).toBe(5_300);
    host.step(3_600_000);
    expect(clock.now()).toBe(5_300);
    clock.tell(5_200);
    expect(clock.now()).toBe(5_200);
  });
});
