import { randomBytes } from 'node:crypto';

/** Of the twelve bits that count within a millisecond, those that the first id of it leaves to be counted on. */
const ROOM = 0x0fff >> 2;

let last = { at: -1, count: 0 };

/**
 * A UUID whose order is the order of time (RFC 9562, version 7), and within a
 * millisecond that in which this process made them: whoever asks first is
 * first in a queue.
 */
export function uuidv7(now: number): string {
  const bytes = randomBytes(16);
  const count = now === last.at ? last.count + 1 : bytes.readUInt16BE(6) & ROOM;
  last = { at: now, count };
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | (count & 0x0fff), 6);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
