import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuditorServiceEvent,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { JsonObject } from '@backstage/types';
import type { AuditedCall, AuditStore, CallOpening, Clock } from '../ports';
import {
  DatabaseUnavailableError,
  isDatabaseUnavailable,
} from '../problems/DatabaseUnavailableError';
import { sealEntry } from './chain';
import { describeFailure } from './describeFailure';
import { FirstCommit } from './FirstCommit';
import { toPlainTexts } from './plainTexts';

export interface AuditLogOptions {
  store: AuditStore;
  /** Backstage's own auditor, which writes to the log. */
  auditor: AuditorService;
  clock: Clock;
  logger: Pick<LoggerService, 'error'>;
}

type Ending = Pick<AuditEntry, 'outcome' | 'result'>;

/** How what came of a call is told. */
interface Told<T> {
  isRefusal(error: unknown): boolean;
  outcome(value: T): string;
  /**
   * The act changes nothing before a commit that writes as well that the call is
   * under way, by the opening that it is given.
   */
  opensItself?: boolean;
}

/** A call whose act came to nothing, or nobody knows to what. */
interface FailedCall extends Pick<Told<unknown>, 'isRefusal'> {
  call: AuditedCall;
  id: string;
  error: unknown;
  /** Its opening, where its first commit carries that. */
  opening?: FirstCommit;
  event: AuditorServiceEvent;
}

/**
 * The age (ms) from which on a call whose ending was never written has none any
 * more.
 */
const FORGOTTEN_AFTER_MS = 10 * 60 * 1_000;

/**
 * Writes down who did what. A call that may change something is written before
 * it does anything, or by the commit that does it, and again with what came of
 * it, so nothing is done that no trace is of.
 */
export class AuditLog {
  constructor(private readonly options: AuditLogOptions) {}

  /**
   * Does what was asked, and writes down what came of it.
   *
   * @throws what `act` throws; DatabaseUnavailableError when it cannot be written
   *   down and nothing was done; ServiceUnavailableError, which is not to be
   *   tried again unseen, when only what came of it cannot be written down
   */
  async record<T>(
    asked: AuditedCall,
    act: (opening?: CallOpening) => Promise<T>,
    told: Told<T>,
  ): Promise<T> {
    const { clock, store } = this.options;
    const call = toPlainTexts(asked);
    const id = randomUUID();
    const open = { id, openedAt: clock.now(), call };
    const opening = told.opensItself ? new FirstCommit(open) : undefined;
    if (!opening) await this.#orNothing(() => store.open(open));
    const event = await this.#announce(call);
    let value: T;
    try {
      value = await act(opening);
    } catch (error) {
      const entry = await this.#recordFailure({
        call,
        id,
        error,
        opening,
        event,
        isRefusal: told.isRefusal,
      });
      await event.fail({ error: withoutInput(error), meta: placeOf(entry) });
      throw error;
    }
    const ending = { outcome: 'done', result: told.outcome(value) } as const;
    const entry = await this.#close('It was done', () =>
      this.#append(call, ending, { id }),
    );
    await event.success({ meta: placeOf(entry) });
    return value;
  }

  async #recordFailure({
    call,
    id,
    error,
    opening,
    event,
    isRefusal,
  }: FailedCall): Promise<AuditEntry | undefined> {
    const result = describeFailure(error);
    const mayBeDone = !opening || opening.mayBeDone;
    if (mayBeDone && isDatabaseUnavailable(error) && error.isInDoubt) {
      return this.#close('It may have been done', async () => {
        // Open is a call then whose first commit was written.
        const isSeen = opening && !opening.isWritten;
        const written =
          isSeen &&
          (await this.#append(call, doneInDoubt(result), { id, ifOpen: true }));
        return written || this.#append(call, unknown(result), { id });
      });
    }
    const outcome = isRefusal(error) ? 'refused' : 'failed';
    const append = () => this.#append(call, { outcome, result }, { id });
    return mayBeDone
      ? this.#close('It failed', append)
      : this.#closeUnopened(event, error, append);
  }

  /** Writes down that somebody asked for what they may not have. */
  async recordRefusal(asked: AuditedCall, error: Error): Promise<void> {
    const call = toPlainTexts(asked);
    const event = await this.#announce(call);
    const entry = await this.#append(call, {
      outcome: 'refused',
      result: describeFailure(error),
    });
    await event.fail({ error: withoutInput(error), meta: placeOf(entry) });
  }

  /** Closes calls whose process ended before what came of them was written; returns how many. */
  async closeForgotten(signal: AbortSignal): Promise<number> {
    const { clock, store } = this.options;
    const forgotten = await store.listOpen(clock.now() - FORGOTTEN_AFTER_MS);
    let closed = 0;
    for (const { id, openedAt, call } of forgotten) {
      if (signal.aborted) break;
      const begun = new Date(openedAt).toISOString();
      const ending = {
        outcome: 'unknown',
        result: `What came of it is not known: it was begun at ${begun}, and the backend ended before that was written down`,
      } as const;
      const entry = await this.#append(call, ending, { id, ifOpen: true });
      if (entry) closed += 1;
    }
    return closed;
  }

  /** Writes what has to be written before anything may be done, or where nothing was. */
  async #orNothing<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const because = this.#explain(error);
      throw new DatabaseUnavailableError(
        `Nothing was done: the audit record cannot be written now. ${because}`,
      );
    }
  }

  /**
   * Writes what came of a call that did nothing. When that is so because its
   * first commit could not be written, no entry can be either.
   */
  async #closeUnopened<T>(
    event: AuditorServiceEvent,
    failure: unknown,
    append: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#orNothing(async () => {
        if (isDatabaseUnavailable(failure)) throw failure;
        return append();
      });
    } catch (error) {
      await event.fail({ error: withoutInput(error) });
      throw error;
    }
  }

  async #close<T>(what: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.#explain(error);
      throw new ServiceUnavailableError(
        `${what}: the audit record cannot be written now, so it does not say what came of it. Look before you try again`,
      );
    }
  }

  /** Says in words for callers why nothing can be written; what is not an outage is told in the log. */
  #explain(error: unknown): string {
    if (isDatabaseUnavailable(error)) return error.message;
    this.options.logger.error(
      'The audit record cannot be written',
      error as Error,
    );
    return 'The log of the backend says why';
  }

  #append(
    call: AuditedCall,
    ending: Ending,
    close?: { id: string; ifOpen?: boolean },
  ): Promise<AuditEntry | undefined> {
    const { clock, store } = this.options;
    return store.append(end => {
      const at = new Date(clock.now()).toISOString();
      return sealEntry({ at, ...call, ...toPlainTexts(ending) }, end);
    }, close);
  }

  #announce(call: AuditedCall): Promise<AuditorServiceEvent> {
    const { act, ...meta } = call;
    return this.options.auditor.createEvent({
      eventId: act.replace('.', '-'),
      severityLevel: 'medium',
      meta: meta as JsonObject,
    });
  }
}

/** Tells the ending of what is seen to be done, although whoever did it was not told. */
function doneInDoubt(answer: string): Ending {
  return {
    outcome: 'done',
    result: `It was done, and whoever asked for it was not told: ${answer}`,
  };
}

function unknown(answer: string): Ending {
  return {
    outcome: 'unknown',
    result: `It may have been done: the connection to the database was lost before it said so. ${answer}`,
  };
}

/** Says which entry of the record it is, so that Backstage's log can be held against the record. */
function placeOf(entry: AuditEntry | undefined): JsonObject {
  return entry ? { number: entry.number, digest: entry.digest } : {};
}

/** Describes an error without any input: Backstage's log gets to know no more than the record. */
function withoutInput(error: unknown): Error {
  const told = new Error(describeFailure(error));
  return error instanceof Error
    ? Object.assign(told, { name: error.name })
    : told;
}
