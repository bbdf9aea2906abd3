import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from '@backstage/errors';
import type { Origin } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DerivedKey, KeyRing } from '../../keys';
import type { LinkStore, StoredLink } from '../../ports';
import type { Caller } from '../Caller';
import { createAuthority } from '../authority/createAuthority';
import {
  createLinkCaller,
  type LinkCallerOptions,
  type LinkMaker,
} from './createLinkCaller';

/** The answer that a link can give, as its address names it. */
export interface LinkSubject {
  runId: string;
  /** A number of its maker's choice; a run takes one answer by it. */
  resumeId: number;
  /** The one whom the link is meant for, as its maker calls them. */
  approver?: string;
}

/** The question that a link answers: a step, and which of its attempts. */
export interface LinkedQuestion {
  step: string;
  attempt: number;
}

/** A link that fits: its question, and the caller in whose name it is answered. */
export interface OpenedLink extends LinkedQuestion {
  caller: Caller;
  expiresAt: number;
}

/** What a link is good for, and in whose name. */
type LinkTerms = LinkedQuestion & LinkMaker;

export interface ApprovalLinksOptions extends LinkCallerOptions {
  keys: KeyRing;
  store: LinkStore;
  /** The time (ms) for which a link is good. */
  lifetimeMs: number;
}

/**
 * The time (ms) for which an expired link is kept, so that whoever opens it is
 * told that it expired.
 */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * Makes and opens links by which a step is answered without a token. A link
 * answers one attempt of one step, until it expires, in the name of its maker
 * and as far as the maker may at that time. Its signature covers all that is
 * stored of it, with a key that is not in the database.
 */
export class ApprovalLinks {
  constructor(private readonly options: ApprovalLinksOptions) {}

  /**
   * Makes a link.
   *
   * @returns its signature, the part of the address that nobody can guess
   * @throws ServiceUnavailableError when this portal has no key
   */
  async make(
    caller: Caller,
    subject: LinkSubject,
    { step, attempt }: LinkedQuestion,
  ): Promise<string> {
    const { keys, store, clock, lifetimeMs } = this.options;
    const key = keys.current('approval-links', 'No link can be made');
    const { initiator } = caller;
    const refs = await caller.listRefs();
    const authority = await createAuthority(caller, [], this.options);
    const terms: LinkTerms = { step, attempt, initiator, refs, authority };
    const now = clock.now();
    const link: StoredLink = {
      id: randomUUID(),
      runId: subject.runId,
      keyId: key.id,
      terms: JSON.stringify(terms),
      expiresAt: now + lifetimeMs,
    };
    await store.add(link, now - KEPT_MS);
    return `${link.id}.${digestOf(link, subject, key)}`;
  }

  /**
   * Opens a link.
   *
   * @throws AuthenticationError for a signature that was not made here for
   *   this, that expired, or whose key is gone
   */
  async open(
    subject: LinkSubject,
    signature: string,
    origin: Origin,
  ): Promise<OpenedLink> {
    const [id, digest = ''] = signature.split('.');
    const link = await this.options.store.find(id);
    if (!link) throw doesNotFit();
    const key = this.options.keys.find('approval-links', link.keyId);
    if (!key) {
      throw new AuthenticationError(
        `This link was made with the key ${link.keyId}, which this portal does not have any more. Ask whoever sent it for a new one`,
      );
    }
    if (!isSame(digest, digestOf(link, subject, key))) throw doesNotFit();
    const { expiresAt } = link;
    if (expiresAt <= this.options.clock.now()) {
      throw new AuthenticationError(
        `This link expired at ${new Date(expiresAt).toISOString()}. Ask whoever sent it for a new one`,
      );
    }
    const terms = JSON.parse(link.terms) as LinkTerms;
    const { step, attempt } = terms;
    const by = { ...origin, via: 'link' as const };
    const caller = createLinkCaller(terms, by, this.options);
    return { step, attempt, caller, expiresAt };
  }
}

function doesNotFit(): AuthenticationError {
  return new AuthenticationError(
    'The signature of this link does not fit: expected the address as it was made, for this job, number and approver',
  );
}

function digestOf(
  { id, runId, terms, expiresAt }: StoredLink,
  subject: LinkSubject,
  key: DerivedKey,
): string {
  const { resumeId, approver = '' } = subject;
  const asked = subject.runId;
  return createHmac('sha256', key.bytes)
    .update(
      JSON.stringify([id, runId, asked, resumeId, approver, terms, expiresAt]),
    )
    .digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
