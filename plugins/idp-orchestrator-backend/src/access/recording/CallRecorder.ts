import { isRefusal } from '../authorization/refusals';
import type { AuditLog } from '../../audit';
import type { AuditedCall, CallOpening } from '../../ports';
import type { Caller } from '../Caller';

/** The subject of a call, as far as the record tells it. */
export type About = Pick<
  AuditedCall,
  'subject' | 'environment' | 'dryRun' | 'risk' | 'inputDigest' | 'reason'
>;

/** Puts calls of operations into the audit record. */
export class CallRecorder {
  constructor(
    private readonly auditLog: Pick<AuditLog, 'record' | 'recordRefusal'>,
  ) {}

  /** Writes that a caller does something, and what came of it, refused or not. */
  recordCall<T>(
    caller: Caller,
    told: {
      action: string;
      about: About;
      outcome(value: T): string;
      opensItself?: boolean;
    },
    act: (opening?: CallOpening) => Promise<T>,
  ): Promise<T> {
    const { action, about, outcome, opensItself } = told;
    const call = toAuditedCall(caller, action, about);
    return this.auditLog.record(call, act, { isRefusal, outcome, opensItself });
  }

  /**
   * Does something that only looks, and writes down when the caller was
   * refused.
   */
  async recordRefusal<T>(
    caller: Caller,
    told: { action: string; about(): Promise<About> },
    act: () => Promise<T>,
  ): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (isRefusal(error)) {
        const call = toAuditedCall(caller, told.action, await told.about());
        await this.auditLog.recordRefusal(call, error);
      }
      throw error;
    }
  }
}

function toAuditedCall(
  { initiator, origin }: Caller,
  act: string,
  about: About,
): AuditedCall {
  return { act, by: initiator, origin, ...about };
}
