import { RunAnnouncer } from './RunAnnouncer';

/** Sessions that hear of each other at once, as those of one database do. */
function createSessions() {
  const listeners = new Set<{ received(text: string): void; missed(): void }>();
  const told: string[] = [];
  const session = {
    notify(_: string, text: string) {
      told.push(text);
      listeners.forEach(({ received }) => received(text));
    },
    listen(
      _: string,
      listener: { received(text: string): void; missed(): void },
    ) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const comeBack = () => listeners.forEach(({ missed }) => missed());
  return { session, told, comeBack };
}

describe('The announcer of runs', () => {
  it('is heard by others, and not by itself', () => {
    const { session } = createSessions();
    const one = new RunAnnouncer(session);
    const other = new RunAnnouncer(session);
    const heard: string[] = [];
    one.onWake(() => heard.push('one'));
    other.onWake(() => heard.push('other'));
    one.announce();
    expect(heard).toEqual(['other']);
  });

  it('tells of many at once, and of what came meanwhile once more', async () => {
    const { session, told } = createSessions();
    const announcer = new RunAnnouncer(session);
    for (let run = 0; run < 100; run++) announcer.announce();
    expect(told).toHaveLength(1);
    await announcer.flush();
    expect(told).toHaveLength(2);
  });

  it('lets who hears look again after a time without a session', () => {
    const { session, comeBack } = createSessions();
    const announcer = new RunAnnouncer(session);
    const heard = jest.fn();
    announcer.onWake(heard);
    comeBack();
    expect(heard).toHaveBeenCalledTimes(1);
    announcer.stopListening();
    comeBack();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
