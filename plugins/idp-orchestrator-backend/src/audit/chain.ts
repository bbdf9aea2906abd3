import type {
  AuditEntry,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf } from '../flows/digest';
import type { AuditEnd } from '../ports';

/** The contents of an entry, before it has its place in the record. */
export type AuditFact = Omit<
  AuditEntry,
  'number' | 'previousDigest' | 'digest'
>;

/** The end of a record without entries. */
export const BEGINNING: AuditEnd = { number: 0, digest: '0'.repeat(64) };

/** Makes the entry at the end of a record: its digest covers what it says and the digest before. */
export function sealEntry(fact: AuditFact, end: AuditEnd): AuditEntry {
  const placed = {
    ...fact,
    number: end.number + 1,
    previousDigest: end.digest,
  };
  return { ...placed, digest: digestOf(placed) };
}

/** The first entry that is not as it was written, and what is wrong with it. */
export type Break = NonNullable<AuditVerification['broken']>;

/**
 * Follows a record from its first entry, or from one that is known, and keeps
 * the first that is not as it was written.
 */
export class ChainCheck {
  #last: AuditEnd;
  #checked = 0;
  #broken?: Break;

  constructor(start = BEGINNING) {
    this.#last = start;
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** The entry that was looked at last. */
  get last(): AuditEnd {
    return this.#last;
  }

  add(entry: AuditEntry): void {
    if (this.#broken) return;
    this.#checked += 1;
    this.#broken = findBreak(this.#last, entry);
    this.#last = entry;
  }

  /** Notes that something unreadable stands where the next entry should. */
  addUnreadable(because: string): void {
    this.#broken ??= { number: this.#last.number + 1, because };
  }

  /** Gives the verdict; `end` is where the record is known to end, if it is. */
  verify(end?: AuditEnd): AuditVerification {
    const broken = this.#broken ?? (end && findMissingEnd(this.#last, end));
    return {
      whole: !broken,
      checked: this.#checked,
      ...(broken && { broken }),
    };
  }
}

function findBreak(last: AuditEnd, entry: AuditEntry): Break | undefined {
  const { digest, ...placed } = entry;
  const expected = last.number + 1;
  if (entry.number !== expected) {
    return {
      number: expected,
      because: `it is not in its place: after entry ${last.number} comes entry ${entry.number}`,
    };
  }
  if (digestOf(placed) !== digest) {
    return {
      number: expected,
      because: 'what it says does not fit its digest',
    };
  }
  if (entry.previousDigest === last.digest) return undefined;
  return last.number === 0
    ? { number: expected, because: 'it is not the first entry of a record' }
    : {
        number: last.number,
        because: `entry ${expected} was written after an entry with another digest`,
      };
}

function findMissingEnd(last: AuditEnd, end: AuditEnd): Break | undefined {
  if (last.number < end.number) {
    return {
      number: last.number + 1,
      because: `it is gone: the record ends with entry ${end.number}`,
    };
  }
  if (last.number > end.number) {
    return {
      number: end.number + 1,
      because: `the record ends with entry ${end.number}`,
    };
  }
  if (last.digest === end.digest) return undefined;
  return {
    number: last.number,
    because: 'the record ended with another digest',
  };
}
