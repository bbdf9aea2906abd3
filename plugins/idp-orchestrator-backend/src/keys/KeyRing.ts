import { hkdfSync } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';

/** A key as it is configured: its name, and what only this portal knows. */
export interface ConfiguredKey {
  id: string;
  secret: string;
}

/** What keys are for. One that is found out for one purpose opens no other. */
export type KeyPurpose = 'approval-links' | 'secrets-at-rest' | 'audit-seals';

/** A key for one purpose: 32 bytes that follow from a configured secret. */
export interface DerivedKey {
  /** The id of the configured key. */
  id: string;
  bytes: Buffer;
}

const BYTES = 32;

/**
 * The keys of this portal, which are nowhere in its database. What is new is
 * made with the first; the others open what was made before.
 */
export class KeyRing {
  readonly #derived = new Map<string, DerivedKey>();

  constructor(private readonly configured: ConfiguredKey[]) {}

  /** Whether there is any key. */
  get isEmpty(): boolean {
    return this.configured.length === 0;
  }

  /**
   * Returns the key that new things are made with.
   *
   * @param what - what cannot be done without one, as the start of a sentence
   * @throws ServiceUnavailableError when no key is configured
   */
  current(purpose: KeyPurpose, what: string): DerivedKey {
    const [first] = this.configured;
    if (first) return this.#derive(first, purpose);
    throw new ServiceUnavailableError(
      `${what}: this portal has no key for it. Whoever runs it sets idpOrchestrator.keys to [{ id, secret }], the secret for example by: openssl rand -base64 32`,
    );
  }

  /** Finds a key by its id; undefined for one that was taken out of the configuration. */
  find(purpose: KeyPurpose, id: string): DerivedKey | undefined {
    const known = this.configured.find(key => key.id === id);
    return known && this.#derive(known, purpose);
  }

  /** Lists the keys for a purpose, the one that new things are made with first. */
  list(purpose: KeyPurpose): DerivedKey[] {
    return this.configured.map(key => this.#derive(key, purpose));
  }

  #derive({ id, secret }: ConfiguredKey, purpose: KeyPurpose): DerivedKey {
    const name = `${purpose} ${id}`;
    const known = this.#derived.get(name);
    if (known) return known;
    const info = `idp-orchestrator/${purpose}`;
    const bytes = Buffer.from(hkdfSync('sha256', secret, '', info, BYTES));
    const derived = { id, bytes };
    this.#derived.set(name, derived);
    return derived;
  }
}
