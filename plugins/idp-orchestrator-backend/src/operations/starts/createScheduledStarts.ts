import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  listSecrets,
  type Cause,
  type Initiator,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LateAuthorizer } from '../../access/authority/LateAuthorizer';
import type { PlatformViewOptions } from '../../access/resolve/PlatformView';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import {
  createStartResolver,
  type WantedStart,
} from '../../access/resolve/resolveStart';
import type {
  RunAuthority,
  ScheduledResult,
  ScheduledStarts,
} from '../../ports';
import { badInput } from '../../problems/badInput';
import {
  createConditionReader,
  type ConditionReaderOptions,
} from './createConditionReader';
import { NOT_LET } from '../../schedules';
import { giveUpUnbegun } from './giveUpUnbegun';
import { foreseeHeld, heldTooLong } from './heldTooLong';
import { beginRun, type RunStarter } from './beginRun';

export interface ScheduledStartsOptions
  extends RunStarter, PlatformViewOptions, ConditionReaderOptions {
  late: Pick<LateAuthorizer, 'refusalOf'>;
}

/** Starts what schedules are about, with the rights that somebody has lent them. */
export function createScheduledStarts(
  options: ScheduledStartsOptions,
): ScheduledStarts {
  const resolver = createStartResolver(options);

  const resolve = async (
    definition: ScheduleDefinition,
    consent: RunAuthority | undefined,
    cause: Cause,
  ): Promise<ResolvedStart> => {
    const initiator = initiatorOfSchedule(definition.id, consent?.principal);
    const view = await resolver.open();
    const asking = { initiator, cause };
    const wanted = toScheduledStart(definition);
    const flowId = view.idOf(wanted.flowId);
    const start = await resolver.resolve(view, asking, { ...wanted, flowId });
    refuseSecrets(start);
    return start;
  };

  /** Gives why what was resolved is not started, if it is not. */
  const refusalOf = async (start: ResolvedStart, consent: RunAuthority) => {
    const why = await options.late.refusalOf(start.asked, consent, start);
    return why && tellRefused(consent, why);
  };

  const notMet = createConditionReader(options);

  return {
    async start(asked): Promise<ScheduledResult> {
      const { definition, consent, dueAt, last } = asked;
      const key = keyOfSchedule(definition.id, dueAt);
      // One that a process made and could not write down is there.
      const known = await options.store.findByKey(key);
      if (known) return { outcome: 'started', runId: known.id };
      const cause = causeOf(definition, dueAt);
      let start: ResolvedStart;
      try {
        start = await resolve(definition, consent, cause);
      } catch (error) {
        return { outcome: 'broken', because: messageOfMistake(error) };
      }
      if (!consent) return { outcome: 'needs-consent', because: NOT_LET };
      const why = await refusalOf(start, consent);
      if (why) return { outcome: 'needs-consent', because: why };
      return toResult(async () => {
        const unmet = await notMet(definition, last);
        if (unmet) return { outcome: 'skipped-when', because: unmet };
        const held = await heldTooLong(options, start, asked);
        if (held) return { outcome: 'missed-deadline', because: held };
        const grant = async () => consent;
        const { id } = await beginRun(options, { start, key, grant });
        return { outcome: 'started', runId: id };
      });
    },
    giveUp: (runId, why) => giveUpUnbegun(options, runId, why),
    async ownerOf({ owner, flow }) {
      if (owner) return owner;
      const view = await resolver.open();
      return view.flows.get(view.idOf(flow))?.flow.owner;
    },
    async review({ definition, consent, last, nextAt }) {
      const cause = causeOf(definition);
      try {
        const start = await resolve(definition, consent, cause);
        // Whether it is met is seen when it is due; here, that it can be asked.
        await notMet(definition, last);
        const why = consent ? await refusalOf(start, consent) : NOT_LET;
        if (why) return { result: 'needs-consent', reason: why };
        return foreseeHeld(options, start, { definition, nextAt });
      } catch (error) {
        return { result: 'broken', reason: messageOfMistake(error) };
      }
    },
  };
}

function causeOf({ id }: ScheduleDefinition, dueAt?: number): Cause {
  const due = dueAt !== undefined && { dueAt: new Date(dueAt).toISOString() };
  return { kind: 'schedule', id, ...due };
}

/**
 * Makes of what is thrown what came of a start.
 *
 * @throws what passes by itself
 */
async function toResult(
  start: () => Promise<ScheduledResult>,
): Promise<ScheduledResult> {
  try {
    return await start();
  } catch (error) {
    return error instanceof ConflictError
      ? { outcome: 'denied', because: error.message }
      : { outcome: 'broken', because: messageOfMistake(error) };
  }
}

function tellRefused({ principal }: RunAuthority, why: string): string {
  return `${principal} may not start it any more: ${why}. Somebody who may can save or resume the schedule`;
}

/** Names a schedule as who starts a run, for whoever let it; where nobody has, it is only looked whether it could. */
export function initiatorOfSchedule(
  id: string,
  onBehalfOf = 'nobody',
): Initiator {
  return { kind: 'automation', ref: `schedule:${id}`, onBehalfOf };
}

/** The key by which a due time (ms since 1970) has one run, whichever process makes it. */
export function keyOfSchedule(id: string, dueAt: number): string {
  return `schedule:${id}:${new Date(dueAt).toISOString()}`;
}

/** Makes of a schedule the request that its runs are made of. */
export function toScheduledStart({
  flow,
  input,
  environment,
  title,
  id,
}: ScheduleDefinition): WantedStart {
  const reason = `Schedule ${title ?? id}`;
  return { flowId: flow, request: { input, environment, reason } };
}

/**
 * Refuses what would be secret: a schedule is read by many, and kept for long.
 *
 * @throws InputError
 */
export function refuseSecrets({
  asked: { flow, input },
}: Pick<ResolvedStart, 'asked'>): void {
  if (listSecrets(input, flow.input).length === 0) return;
  throw badInput('The schedule', [
    {
      path: 'input',
      expected: `no value for a secret field of ${flow.id}, since a schedule keeps none: let the script read it from the secrets of the configuration`,
      got: 'one',
    },
  ]);
}

/** The errors that say that the request itself is wrong, and will be next time. */
const MISTAKES = [InputError, NotFoundError, NotAllowedError];

/** @throws the error again, when it may pass by itself */
export function messageOfMistake(error: unknown): string {
  const isMistake =
    MISTAKES.some(type => error instanceof type) ||
    (error as Error).name === 'ExpressionError';
  if (!isMistake) throw error;
  return (error as Error).message;
}
