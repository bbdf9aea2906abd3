import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  AuditSeal,
  AuditSealList,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { toPublicKey, type KeyRing } from '../../keys';
import type { AuditSealStore, AuditStore, Clock } from '../../ports';
import { BEGINNING } from '../chain';
import { verifyRecord } from '../verifyRecord';
import { checkUnsealed } from './checkUnsealed';
import { judgeSeal, signSeal, type PublicKeys } from './sealSignature';

export interface AuditSealerOptions {
  store: Pick<AuditStore, 'end' | 'read'>;
  seals: AuditSealStore;
  keys: KeyRing;
  /** A seal is due when so many entries have none. */
  sealEvery: number;
  /** Called when there is a new seal to be told outside. */
  onSealed(): void;
  clock: Clock;
  logger: LoggerService;
}

type SealResult = 'sealed' | 'sealed by another process' | 'nothing to seal';

/** An entry has no seal for no longer than this (ms). */
const LONGEST_UNSEALED_MS = 60 * 60 * 1_000;

/** So many entries are checked for one seal; more get several. */
const MOST_FOR_ONE_SEAL = 10_000;

/** What keeps sealing from going on is told again after this time (ms). */
const TELL_AGAIN_MS = 60 * 60 * 1_000;

const NO_KEY =
  'The audit record is not sealed, so whoever can write the database can rewrite it unnoticed: this portal has no key for it. Set idpOrchestrator.keys to [{ id, secret }], the secret for example by: openssl rand -base64 32';

/**
 * Seals the record: signs, with a key that is not in the database, which digest
 * it ends with, after checking that it is still what was sealed before and that
 * the entries since are whole. Seals are told outside, so that whoever rewrites
 * the database cannot rewrite them everywhere.
 */
export class AuditSealer {
  readonly #publicKeys: PublicKeys;
  /** The newest seal that this process saw in the database. */
  #seen?: AuditSeal;
  #problem?: { text: string; toldAt: number };

  constructor(private readonly options: AuditSealerOptions) {
    const keys = options.keys.list('audit-seals');
    this.#publicKeys = new Map(keys.map(key => [key.id, toPublicKey(key)]));
  }

  /** Tells why nothing can be sealed whatever is in the record; undefined when it can. */
  get unavailableReason(): string | undefined {
    return this.options.keys.isEmpty ? NO_KEY : undefined;
  }

  /**
   * Seals what is due; returns how many seals were made. What speaks against it
   * is told in the log, and keeps it from going on.
   */
  async sealDue(signal?: AbortSignal): Promise<number> {
    let made = 0;
    while (!signal?.aborted) {
      const result = await this.#sealNext();
      if (result === 'nothing to seal') break;
      if (result === 'sealed') made += 1;
    }
    return made;
  }

  /** Verifies the whole record with all of its seals. */
  async verify(): Promise<AuditVerification> {
    const { store, seals } = this.options;
    const verdict = await verifyRecord(store, {
      store: seals,
      keys: this.#publicKeys,
      seen: this.#seen,
    });
    const problem = this.unavailableReason ?? this.#problem?.text;
    if (!verdict.seals || !problem) return verdict;
    return { ...verdict, seals: { ...verdict.seals, problem } };
  }

  /** Lists the seals, newest first, and the public keys that they are checked with. */
  async list(page: { limit: number; cursor?: string }): Promise<AuditSealList> {
    const { items, nextCursor } = await this.options.seals.list(page);
    const keys = [...this.#publicKeys].map(([id, key]) => ({
      id,
      publicKey: key.export({ format: 'pem', type: 'spki' }).toString(),
    }));
    return { items, ...(nextCursor && { nextCursor }), keys };
  }

  async #sealNext(): Promise<SealResult> {
    const { store, seals, keys, clock } = this.options;
    const last = await seals.newest();
    const end = await store.end();
    const from = last?.number ?? BEGINNING.number;
    const isDue = await this.#isDue(from, end.number);
    const upTo = isDue ? Math.min(end.number, from + MOST_FOR_ONE_SEAL) : from;
    const checked = await checkUnsealed(
      { store, seals, keys: this.#publicKeys, seen: this.#seen },
      { last, end, upTo },
    );
    if ('broken' in checked) {
      this.#tell(checked.broken);
      return 'nothing to seal';
    }
    this.#problem = undefined;
    this.#seen = last;
    if (!isDue) return 'nothing to seal';
    this.#warnOfUnknownKey(last);
    const key = keys.current('audit-seals', 'The audit record is not sealed');
    const at = new Date(clock.now()).toISOString();
    const seal = signSeal(key, { ...checked.reached, at });
    if (!(await seals.add(seal, from))) return 'sealed by another process';
    this.#announce(seal);
    return 'sealed';
  }

  async #isDue(from: number, end: number): Promise<boolean> {
    const { store, sealEvery, clock } = this.options;
    if (end - from >= sealEvery) return true;
    const [oldest] = await store.read({ after: from, limit: 1 });
    if (!oldest) return false;
    // One that is to come was written before the clock was set back.
    const awayMs = Math.abs(clock.now() - Date.parse(oldest.at));
    return awayMs >= LONGEST_UNSEALED_MS;
  }

  #announce(seal: AuditSeal): void {
    this.#seen = seal;
    this.options.logger.info(
      `The audit record is sealed up to entry ${seal.number}`,
      { event: 'audit.sealed', ...seal },
    );
    this.options.onSealed();
  }

  #warnOfUnknownKey(last: AuditSeal | undefined): void {
    if (!last || judgeSeal(last, this.#publicKeys) === 'genuine') return;
    this.options.logger.warn(
      `The seal of entry ${last.number} cannot be checked: idpOrchestrator.keys has no key ${last.keyId}. Sealing goes on with another key; put that one back behind it, so that older seals can be checked`,
    );
  }

  /** Tells a problem when it is new, and then now and then. */
  #tell({ number, because }: { number: number; because: string }): void {
    const now = this.options.clock.now();
    const text = `Nothing more of the audit record is sealed, because of entry ${number}: ${because}. Somebody may have changed the database: keep it as it is, hold it against exports and seals that are kept elsewhere (idp-audit-verify), and restore what was changed; see docs/audit.md`;
    const before = this.#problem;
    const isTold = before?.text === text && now - before.toldAt < TELL_AGAIN_MS;
    if (isTold) return;
    this.#problem = { text, toldAt: now };
    this.options.logger.error(text);
  }
}
