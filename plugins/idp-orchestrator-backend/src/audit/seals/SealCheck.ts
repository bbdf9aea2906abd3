import type {
  AuditEntry,
  AuditSeal,
  SealCheckResult,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Break } from '../chain';
import { judgeSeal, type PublicKeys } from './sealSignature';

/**
 * Holds seals against the entries of a record, which come in their order. A
 * seal fits when its entry still has the digest that was sealed: then that
 * entry, and all before it, are those that were there when it was made.
 */
export class SealCheck {
  readonly #expected = new Map<number, AuditSeal[]>();
  readonly #unchecked: AuditSeal[] = [];
  readonly #fitting: AuditSeal[] = [];
  #broken?: Break;

  constructor(private readonly keys: PublicKeys) {}

  /** The first entry that a seal says something else of. */
  get broken(): Break | undefined {
    return this.#broken;
  }

  /** Takes up seals of entries that are still to come; one that comes twice counts once. */
  expect(seals: AuditSeal[]): void {
    for (const seal of seals) {
      const others = this.#expected.get(seal.number) ?? [];
      if (others.some(other => isSameSeal(other, seal))) continue;
      this.#expected.set(seal.number, [...others, seal]);
    }
  }

  add({ number, digest }: AuditEntry): void {
    const seals = this.#expected.get(number) ?? [];
    this.#expected.delete(number);
    for (const seal of seals) {
      this.#take(seal, () =>
        seal.digest === digest ? undefined : this.#describeChange(seal),
      );
    }
  }

  /** Looks at the seals of entries that did not come: the record ends before them. */
  finish(last: number): void {
    const missed = [...this.#expected.values()].flat();
    missed.sort((a, b) => a.number - b.number);
    for (const seal of missed) {
      this.#take(seal, () => ({
        number: last + 1,
        because: `it is gone: entry ${seal.number} was sealed at ${seal.at}`,
      }));
    }
    this.#expected.clear();
  }

  get result(): SealCheckResult {
    const last = this.#fitting.at(-1);
    return {
      checked: this.#fitting.length,
      ...(last && { upTo: last.number, at: last.at }),
      keyIds: keyIdsOf(this.#fitting),
      ...(this.#unchecked.length > 0 && {
        unchecked: {
          count: this.#unchecked.length,
          keyIds: keyIdsOf(this.#unchecked),
        },
      }),
    };
  }

  #take(seal: AuditSeal, findBreak: () => Break | undefined): void {
    const verdict = judgeSeal(seal, this.keys);
    if (verdict === 'unknown key') {
      this.#unchecked.push(seal);
      return;
    }
    const found = verdict === 'forged' ? describeForgery(seal) : findBreak();
    if (found) this.#broken ??= found;
    else this.#fitting.push(seal);
  }

  #describeChange({ number, at }: AuditSeal): Break {
    const from = this.#fitting.at(-1)?.number ?? 0;
    return {
      number,
      because: `its digest was another one when it was sealed at ${at}: one or more of the entries ${from + 1} to ${number} were changed since, and digests made anew`,
    };
  }
}

function describeForgery({ number, keyId }: AuditSeal): Break {
  return {
    number,
    because: `its seal is not as it was signed with the key ${keyId}`,
  };
}

function keyIdsOf(seals: AuditSeal[]): string[] {
  return [...new Set(seals.map(({ keyId }) => keyId))];
}

/** Tells whether two are one seal, which may be kept in several places. */
export function isSameSeal(a: AuditSeal, b: AuditSeal): boolean {
  return (
    a.number === b.number &&
    a.digest === b.digest &&
    a.at === b.at &&
    a.keyId === b.keyId &&
    a.signature === b.signature
  );
}
