const DAY = 86_400_000;
/** Time zones are looked through in blocks of this length (ms), each once. */
const BLOCK = 64 * DAY;
/** No two changes of a zone's clocks are closer than this (ms). */
const PROBE = 2 * DAY;
/** More than any clock is off from UTC, or was ever set by at once (ms). */
export const REACH = 2 * DAY;
const MOST_BLOCKS = 64;

/** A stretch of time in which the clocks of a zone are not set. */
export interface Stretch {
  from: number;
  /** Its first instant no longer. */
  to: number;
  /** What the clocks are ahead of UTC (ms). */
  offset: number;
  /** The same just before `from`: less where the clocks pass over times, more where times come twice. */
  offsetBefore: number;
}

/**
 * The clocks of one time zone. An instant is in ms since 1970; a local time
 * is written as the instant at which UTC's clocks show the same.
 */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #blocks = new Map<number, Stretch[]>();

  /** @throws RangeError when the name is unknown */
  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
    });
  }

  /** What the clocks are ahead of UTC at an instant (ms). */
  offsetAt(at: number): number {
    return this.stretchAt(at).offset;
  }

  /** What the clocks show at an instant. */
  localAt(at: number): number {
    return at + this.offsetAt(at);
  }

  /** The stretch that an instant is in; it may be cut where no clock is set. */
  stretchAt(at: number): Stretch {
    const block = this.#blockOf(Math.floor(at / BLOCK));
    return block.find(({ to }) => at < to)!;
  }

  /** The instants at which the clocks show a local time: none, one or two. */
  instantsOf(local: number): number[] {
    return this.#around(local)
      .map(stretch => ({ stretch, at: local - stretch.offset }))
      .filter(({ stretch, at }) => at >= stretch.from && at < stretch.to)
      .map(({ at }) => at);
  }

  /** The instant of a local time: the first of two; where the clocks pass over it, the first after. */
  instantOf(local: number): number {
    const next = this.#around(local).find(
      ({ to, offset }) => local - offset < to,
    )!;
    return Math.max(local - next.offset, next.from);
  }

  #around(local: number): Stretch[] {
    const stretches: Stretch[] = [];
    let at = local - REACH;
    while (at < local + REACH) {
      const stretch = this.stretchAt(at);
      stretches.push(stretch);
      at = stretch.to;
    }
    return stretches;
  }

  #blockOf(index: number): Stretch[] {
    const known = this.#blocks.get(index);
    if (known) return known;
    if (this.#blocks.size >= MOST_BLOCKS) this.#blocks.clear();
    const block = this.#readBlock(index * BLOCK);
    this.#blocks.set(index, block);
    return block;
  }

  #readBlock(start: number): Stretch[] {
    const end = start + BLOCK;
    const stretches: Stretch[] = [];
    let open = { from: start, offset: this.#ask(start) };
    let offsetBefore = this.#ask(start - 1);
    for (let at = start; at < end; at += PROBE) {
      const probe = Math.min(at + PROBE, end) - 1;
      const offset = this.#ask(probe);
      if (offset === open.offset) continue;
      const to = this.#findChange(Math.max(at - 1, start), probe);
      stretches.push({ ...open, to, offsetBefore });
      offsetBefore = open.offset;
      open = { from: to, offset };
    }
    return [...stretches, { ...open, to: end, offsetBefore }];
  }

  /** Finds the first instant after `before` whose offset is that of `after`. */
  #findChange(before: number, after: number): number {
    const offset = this.#ask(after);
    let low = before;
    let high = after;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ask(middle) === offset) high = middle;
      else low = middle;
    }
    return high;
  }

  #ask(at: number): number {
    const text = this.#format.format(at);
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)!;
    const [, sign, hours = 0, minutes = 0, seconds = 0] = match;
    const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '-' ? -total : total) * 1_000;
  }
}

const MOST_ZONES = 1_000;
const zones = new Map<string, Zone>();

/**
 * Opens a time zone by its IANA name.
 *
 * @throws RangeError when the name is unknown
 */
export function openZone(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  // Offsets such as +02:00 are names to Intl too, and would never have summers.
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(`No time zone: ${name}`);
  const zone = new Zone(name);
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}
