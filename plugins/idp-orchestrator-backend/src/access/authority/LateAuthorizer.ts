import { NotAllowedError } from '@backstage/errors';
import type { PermissionClient } from '@backstage/plugin-permission-common';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  AuthorityStore,
  LateStart,
  RunAuthority,
  RunStore,
} from '../../ports';
import type { Caller } from '../Caller';
import type { StartAuthorizer } from '../authorization/StartAuthorizer';
import { listStartQuestions } from '../authorization/startQuestions';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import type { ResolveRun } from '../resolve/resolveRun';
import { coversConsent } from './coversConsent';
import { createAbsentCaller } from './createAbsentCaller';
import {
  describeLost,
  findLostGroups,
  type AuthorityOptions,
} from './createAuthority';
import { createStanding, StandingExpiredError } from './Standing';

export interface LateAuthorizerOptions extends AuthorityOptions {
  store: Pick<RunStore, 'get'> & AuthorityStore;
  authorizer: Pick<StartAuthorizer, 'refusalOf'>;
  resolveRun: ResolveRun;
  /** Asks Backstage's permission backend with a token. */
  permissions: Pick<PermissionClient, 'authorizeConditional'>;
}

/**
 * Asks about what was decided early and is done late, with the rights that who
 * let the run go has by then. Backstage can be asked about a user only as long
 * as their token lasts. After that what was permitted stands, and no more, as
 * long as the catalog knows the user in the groups of that time.
 */
export class LateAuthorizer implements LateStart {
  constructor(private readonly options: LateAuthorizerOptions) {}

  async requireStart(run: Run): Promise<void> {
    const start = await this.options.resolveRun(run);
    await this.require(run, start);
  }

  /**
   * Requires that who let `run` go may start something now.
   *
   * @throws NotAllowedError
   */
  async require(run: Run, start: ResolvedStart): Promise<void> {
    const authority = await this.#findAuthority(run);
    if (!authority) {
      // It was let go before this was kept, under the rules of then.
      if (run.kind === undefined) return;
      throw new NotAllowedError(
        `Nobody knows with whose rights run ${run.id} was let go, so nothing more of it is started. Retry it, and it goes on with yours`,
      );
    }
    const refusal = await this.refusalOf(run, authority, start);
    if (refusal) throw refuseNow(authority, refusal);
  }

  /**
   * Says why somebody may not start something any more, with what they have lent
   * for it; undefined when they may.
   */
  async refusalOf(
    { initiator }: Pick<Run, 'initiator'>,
    authority: RunAuthority,
    start: ResolvedStart,
  ): Promise<string | undefined> {
    try {
      const caller = this.#callerOf(initiator, authority);
      const refusal = await this.options.authorizer.refusalOf(caller, start);
      return refusal?.message;
    } catch (error) {
      if (!(error instanceof StandingExpiredError)) throw error;
      return this.#missingConsent(authority, start);
    }
  }

  /**
   * Finds the authority of a run, or of the nearest run above it that has one.
   */
  async #findAuthority(run: Run): Promise<RunAuthority | undefined> {
    const { store } = this.options;
    for (let at: Run | undefined = run; at;) {
      const authority = await store.getAuthority(at.id);
      if (authority) return authority;
      at = at.parent && (await store.get(at.parent.runId));
    }
    return undefined;
  }

  #callerOf(initiator: Run['initiator'], authority: RunAuthority): Caller {
    const { permissions, clock, box } = this.options;
    const now = clock.now();
    return createAbsentCaller({
      initiator,
      origin: { door: 'rest' },
      standing: createStanding(authority, { permissions, now, box }),
      listRefs: async () => [authority.principal, ...(authority.groups ?? [])],
    });
  }

  async #missingConsent(
    authority: RunAuthority,
    start: ResolvedStart,
  ): Promise<string | undefined> {
    const { consents } = authority;
    const beyond = listStartQuestions(start).find(
      question => !coversConsent(consents, question),
    );
    if (beyond) {
      const { asked, risk } = start;
      const what = `${asked.flow.id} (risk ${risk}) in ${asked.environment}`;
      return `${what} is more than was permitted when it was let go`;
    }
    const found = await findLostGroups(authority, this.options);
    return found.lost.length > 0 ? describeLost(found) : undefined;
  }
}

function refuseNow({ principal }: RunAuthority, why: string): NotAllowedError {
  return new NotAllowedError(
    `${principal} may not start this any more: ${why}. Somebody who may can retry it`,
  );
}
