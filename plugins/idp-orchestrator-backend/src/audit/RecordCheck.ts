import type {
  AuditEntry,
  AuditSeal,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditEnd } from '../ports';
import { ChainCheck } from './chain';
import { SealCheck } from './seals/SealCheck';
import type { PublicKeys } from './seals/sealSignature';

/**
 * Follows a record from its first entry, and holds it against its seals where
 * there are keys to check them with.
 */
export class RecordCheck {
  readonly #chain = new ChainCheck();
  readonly #seals?: SealCheck;

  constructor(keys?: PublicKeys) {
    if (keys) this.#seals = new SealCheck(keys);
  }

  get isBroken(): boolean {
    return this.#chain.isBroken || this.#seals?.broken !== undefined;
  }

  /** Takes up seals of entries that are still to come. */
  expect(seals: AuditSeal[]): void {
    this.#seals?.expect(seals);
  }

  add(entry: AuditEntry): void {
    this.#chain.add(entry);
    if (!this.#chain.isBroken) this.#seals?.add(entry);
  }

  /** Notes that something unreadable stands where the next entry should. */
  addUnreadable(because: string): void {
    this.#chain.addUnreadable(because);
  }

  /** Gives the verdict; `end` is where the record is known to end, if it is. */
  verify(end?: AuditEnd): AuditVerification {
    const verdict = this.#chain.verify(end);
    if (!this.#seals) return verdict;
    if (verdict.whole) this.#seals.finish(this.#chain.last.number);
    const broken = verdict.broken ?? this.#seals.broken;
    return {
      whole: !broken,
      checked: verdict.checked,
      ...(broken && { broken }),
      seals: this.#seals.result,
    };
  }
}
