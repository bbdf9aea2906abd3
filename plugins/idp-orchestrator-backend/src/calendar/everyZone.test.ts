import {
  clocksOf,
  daysOfChange,
  scanMinutes,
  showMinutes,
  type ScannedPattern,
  type ShownMinute,
} from './__testUtils__/minuteScan';
import type { DueTimes } from './DueTimes';
import { readTiming } from './readTiming';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2025, 0, 1);
const TO = Date.UTC(2028, 0, 1);
/** Whether every minute of the years is looked at (`yarn drill:times`), or those around changes of the clocks and a sample. */
const ALL_MINUTES = process.env.IDP_ALL_MINUTES === '1';

if (ALL_MINUTES) jest.setTimeout(120_000);

const upTo = (last: number, step = 1) =>
  Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
const isLastOfMonth = (day: Date) =>
  new Date(day.getTime() + DAY).getUTCDate() === 1;

const PATTERNS: ScannedPattern[] = [
  {
    text: '*/15 * * * *',
    minutes: upTo(59, 15),
    hours: upTo(23),
    written: 'every',
  },
  { text: '50 * * * *', minutes: [50], hours: upTo(23), written: 'every' },
  { text: '10 0-23 * * *', minutes: [10], hours: upTo(23), written: 'every' },
  { text: '0 */2 * * *', minutes: [0], hours: upTo(23, 2), written: 'through' },
  {
    text: '*/30 1-3 * * *',
    minutes: [0, 30],
    hours: [1, 2, 3],
    written: 'through',
  },
  {
    text: '15 22-23,0-1 * * *',
    minutes: [15],
    hours: [0, 1, 22, 23],
    written: 'through',
  },
  {
    text: '5,35 0,2,14 * * *',
    minutes: [5, 35],
    hours: [0, 2, 14],
    written: 'fixed',
  },
  { text: '*/20 2 * * *', minutes: [0, 20, 40], hours: [2], written: 'fixed' },
  { text: '* 0 * * *', minutes: upTo(59), hours: [0], written: 'fixed' },
  {
    text: '0 0 1 * 1',
    minutes: [0],
    hours: [0],
    written: 'fixed',
    onDay: day => day.getUTCDate() === 1 || day.getUTCDay() === 1,
  },
  {
    text: '30 2 * 3,10 1-5',
    minutes: [30],
    hours: [2],
    written: 'fixed',
    onDay: day =>
      [2, 9].includes(day.getUTCMonth()) && ![0, 6].includes(day.getUTCDay()),
  },
  {
    text: '45 23 L * *',
    minutes: [45],
    hours: [23],
    written: 'fixed',
    onDay: isLastOfMonth,
  },
  {
    text: '0 2 * * SUN#L',
    minutes: [0],
    hours: [2],
    written: 'fixed',
    onDay: day =>
      day.getUTCDay() === 0 &&
      new Date(day.getTime() + 7 * DAY).getUTCMonth() !== day.getUTCMonth(),
  },
];

const zones = Intl.supportedValuesOf('timeZone');

describe.each(zones)('in %s', zone => {
  const clocks = clocksOf(zone);
  const spans = ALL_MINUTES
    ? [{ from: FROM, to: TO, asked: 15 }]
    : [...aroundChanges(clocks), sampleOf(zone)];

  it('the due times are those that a look at every minute finds', () => {
    const differences = spans.flatMap(span => {
      const minutes = showMinutes(clocks, span);
      const daily = ALL_MINUTES ? [] : dailyPatterns(minutes);
      return [...PATTERNS, ...daily].flatMap(pattern =>
        listDifferences(pattern, zone, minutes),
      );
    });
    expect(differences).toEqual([]);
  });
});

it('all zones were looked at, and in many the clocks are set', () => {
  expect(zones.length).toBeGreaterThan(400);
  const set = zones.filter(zone => aroundChanges(clocksOf(zone)).length > 0);
  expect(set.length).toBeGreaterThan(100);
});

function aroundChanges(clocks: (at: number) => number) {
  return daysOfChange(clocks, { from: FROM, to: TO }).map(day => ({
    from: day - DAY / 2,
    to: day + 2 * DAY,
    asked: 1,
  }));
}

/** A day of each zone, another for each. */
function sampleOf(zone: string) {
  const days = (TO - FROM) / DAY;
  const seed = [...zone].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003,
    7,
  );
  const from = FROM + (seed % days) * DAY;
  return { from, to: from + DAY, asked: 1 };
}

/** A pattern for each quarter of an hour from two hours before to two hours after the clocks are set. */
function dailyPatterns(minutes: ShownMinute[]): ScannedPattern[] {
  const set = minutes.findIndex(
    ({ local }, index) =>
      index > 0 && local !== minutes[index - 1].local + MINUTE,
  );
  if (set < 0) return [];
  const middle = minutes[set].local;
  return upTo(4 * 60, 15).map(ahead => {
    const time = new Date(middle - 2 * HOUR + ahead * MINUTE);
    const [hour, minute] = [time.getUTCHours(), time.getUTCMinutes()];
    return {
      text: `${minute} ${hour} * * *`,
      minutes: [minute],
      hours: [hour],
      written: 'fixed',
    };
  });
}

function listDifferences(
  pattern: ScannedPattern,
  timezone: string,
  minutes: ShownMinute[],
): string[] {
  const times = timesOf(pattern.text, timezone);
  const from = minutes[0].at;
  const to = minutes[minutes.length - 1].at;
  const expected = scanMinutes(pattern, minutes);
  const found = times.between(from, to, minutes.length);
  const due = new Set(expected);
  const differences = [
    ...found.filter(at => !due.delete(at)).map(at => `not due: ${write(at)}`),
    ...[...due].map(at => `due: ${write(at)}`),
  ];
  // From anywhere, not only from one due time to the next.
  let passed = 0;
  for (let asked = from; asked < to; asked += 19 * HOUR + 13_577_131) {
    while (expected[passed] <= asked) passed += 1;
    const next = expected[passed];
    const told = times.nextAfter(asked);
    if (next !== undefined && told !== next) {
      differences.push(`the next after ${write(asked)}: ${write(next)}`);
    }
  }
  return differences.map(difference => `${pattern.text} ${difference}`);
}

function write(at: number): string {
  return new Date(at).toISOString();
}

function timesOf(cron: string, timezone: string): DueTimes {
  const read = readTiming({ cron, timezone });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.times;
}
