import { createHmac, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from '@backstage/errors';
import type { Initiator } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The answer that a link can give. */
export interface LinkSubject {
  runId: string;
  /** A number of its maker's choice; a run takes one answer by it. */
  resumeId: number;
  /** The one whom the link is meant for, as its maker calls them. */
  approver?: string;
}

/**
 * The maker of a link, in whose name its answers are given, so that it lends
 * nobody more.
 */
export interface LinkMaker {
  initiator: Initiator;
  /** The maker and the groups that the maker was in. */
  refs: string[];
}

/**
 * The most groups of its maker that a link holds, since addresses have their
 * limits.
 */
const MOST_REFS = 100;

/**
 * Signs links by which a step is answered without a token. A signature says who
 * made it, and fits one run, one number and one approver.
 */
export class ApprovalLinks {
  /** @param readKey - reads the key, which is the same for every process */
  constructor(private readonly readKey: () => Promise<string>) {}

  async sign(subject: LinkSubject, maker: LinkMaker): Promise<string> {
    const told = { ...maker, refs: maker.refs.slice(0, MOST_REFS) };
    const text = Buffer.from(JSON.stringify(told)).toString('base64url');
    return `${text}.${await this.#digest(subject, text)}`;
  }

  /**
   * Verifies a signature.
   *
   * @returns who made the link
   * @throws AuthenticationError for a signature that was not made here for this
   */
  async verify(subject: LinkSubject, signature: string): Promise<LinkMaker> {
    const [text, digest = ''] = signature.split('.');
    const expected = Buffer.from(await this.#digest(subject, text));
    const given = Buffer.from(digest);
    const fits =
      given.length === expected.length && timingSafeEqual(given, expected);
    if (fits) {
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as LinkMaker;
    }
    throw new AuthenticationError(
      'The signature of this link does not fit: expected the address as it was made, for this job, number and approver',
    );
  }

  async #digest(
    { runId, resumeId, approver = '' }: LinkSubject,
    text: string,
  ): Promise<string> {
    return createHmac('sha256', await this.readKey())
      .update(JSON.stringify([runId, resumeId, approver, text]))
      .digest('base64url');
  }
}
