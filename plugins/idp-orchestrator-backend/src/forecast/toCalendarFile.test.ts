import type { Calendar } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as fc from 'fast-check';
import { foldLine, toCalendarFile } from './toCalendarFile';

const NOW = Date.parse('2026-12-01T12:00:00.500Z');
const RUNS = 'https://portal.example.com/idp-orchestrator/runs';

const CALENDAR: Calendar = {
  items: [
    {
      scheduleId: 'nightly',
      title: 'Aufräumen; Registry, größte zuerst \\ 🧹\nund mehr',
      flow: 'clean-up',
      environment: 'production',
      dueAt: '2026-12-01T02:30:00.000Z',
      result: 'ok',
      outcome: 'started',
      runId: '0197f2c4-8a51-7c3e-9b60-2f1d5a7e4c11',
    },
    {
      scheduleId: 'nightly',
      title: 'nightly',
      flow: 'clean-up',
      environment: 'production',
      dueAt: '2026-12-02T02:30:00.000Z',
      startsAt: '2026-12-02T02:34:00.000Z',
      endsAt: '2026-12-02T03:00:00.000Z',
      result: 'needs-consent',
    },
  ],
  windows: [
    {
      id: 'year-end',
      title: 'Year end',
      kind: 'freeze',
      environments: ['production', 'staging'],
      from: '2026-12-18T17:00:00.000Z',
      to: '2027-01-04T06:00:00.000Z',
    },
  ],
  collisions: [],
};

const write = (calendar: Calendar, now = NOW) =>
  toCalendarFile(calendar, { now, runsUrl: RUNS });

/** Reads a file as the standard says: lines are unfolded, then split at their first colon, then texts unescaped. */
function read(file: string): Array<[name: string, value: string]> {
  expect(file.endsWith('\r\n')).toBe(true);
  const lines = file
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  return lines.map(line => {
    const colon = line.indexOf(':');
    const value = line
      .slice(colon + 1)
      .replace(/\\([\\;,nN])/g, (_, letter: string) =>
        letter.toLowerCase() === 'n' ? '\n' : letter,
      );
    return [line.slice(0, colon), value];
  });
}

function eventsOf(file: string): Array<Record<string, string>> {
  const events: Array<Record<string, string>> = [];
  for (const [name, value] of read(file)) {
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    else if (events.length > 0 && name !== 'END') events.at(-1)![name] = value;
  }
  return events;
}

it('has an event for each window and due time', () => {
  expect(eventsOf(write(CALENDAR))).toEqual([
    {
      UID: 'window-year-end-20261218T170000Z@portal.example.com',
      DTSTAMP: '20261201T120000Z',
      DTSTART: '20261218T170000Z',
      DTEND: '20270104T060000Z',
      SUMMARY: 'Year end',
      DESCRIPTION: 'Freeze of production, staging.',
      TRANSP: 'TRANSPARENT',
    },
    {
      UID: 'schedule-nightly-20261201T023000Z@portal.example.com',
      DTSTAMP: '20261201T120000Z',
      DTSTART: '20261201T023000Z',
      SUMMARY: CALENDAR.items[0].title,
      DESCRIPTION:
        'Schedule nightly starts clean-up in production. What became of it: started.',
      STATUS: 'CONFIRMED',
      TRANSP: 'TRANSPARENT',
      URL: `${RUNS}/0197f2c4-8a51-7c3e-9b60-2f1d5a7e4c11`,
    },
    {
      UID: 'schedule-nightly-20261202T023000Z@portal.example.com',
      DTSTAMP: '20261201T120000Z',
      DTSTART: '20261202T023400Z',
      DTEND: '20261202T030000Z',
      SUMMARY: 'nightly',
      DESCRIPTION:
        'Schedule nightly starts clean-up in production. It will not be started: needs-consent.',
      STATUS: 'TENTATIVE',
      TRANSP: 'TRANSPARENT',
    },
  ]);
});

it('has the same UIDs whenever it is made', () => {
  const uids = (now: number) =>
    eventsOf(write(CALENDAR, now)).map(({ UID }) => UID);
  expect(uids(NOW + 86_400_000)).toEqual(uids(NOW));
  expect(new Set(uids(NOW)).size).toBe(3);
});

it('begins and ends as a calendar does, and says what is left out', () => {
  const lines = read(write({ ...CALENDAR, incomplete: 'Only the first.' }));
  expect(lines[0]).toEqual(['BEGIN', 'VCALENDAR']);
  expect(lines[1]).toEqual(['VERSION', '2.0']);
  expect(lines).toContainEqual(['X-WR-CALDESC', 'Only the first.']);
  expect(lines.at(-1)).toEqual(['END', 'VCALENDAR']);
  const none = write({ items: [], windows: [], collisions: [] });
  expect(eventsOf(none)).toEqual([]);
});

it('folds whatever text there is to 75 octets, and loses nothing of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      const line = `SUMMARY:${text.replace(/\s/g, ' ')}`;
      const folded = foldLine(line);
      for (const one of folded.split('\r\n')) {
        expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75);
        expect(one).not.toMatch(/\ufffd/);
      }
      expect(folded.replace(/\r\n /g, '')).toBe(line);
    }),
  );
});

it('lets no title begin another line or event', () => {
  const title = 'x\r\nEND:VEVENT\nBEGIN:VEVENT\rUID:mine\u0000\u2028';
  const [first] = CALENDAR.items;
  const file = write({ ...CALENDAR, items: [{ ...first, title }] });
  const events = eventsOf(file);
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({
    UID: 'schedule-nightly-20261201T023000Z@portal.example.com',
    SUMMARY: 'x\nEND:VEVENT\nBEGIN:VEVENT\nUID:mine\u2028',
  });
});
