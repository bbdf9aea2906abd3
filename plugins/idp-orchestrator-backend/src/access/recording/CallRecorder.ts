import { isRefusal } from '../authorization';
import type { AuditLog } from '../../audit';
import type { AuditedCall } from '../../ports';
import type { Caller } from '../Caller';

/** What a call is about, as far as the record tells it. */
export type About = Pick<
  AuditedCall,
  'subject' | 'environment' | 'dryRun' | 'risk' | 'inputDigest' | 'reason'
>;

type Use<Args extends unknown[], T> = (
  caller: Caller,
  ...args: Args
) => Promise<T>;

/** Puts use cases into the audit record. */
export class CallRecorder {
  constructor(
    private readonly auditLog: Pick<AuditLog, 'record' | 'recordRefusal'>,
  ) {}

  /** A use case that changes something: every call is written. */
  change<Args extends unknown[], T>(
    act: string,
    use: Use<Args, T>,
    told: {
      about(...args: Args): About | Promise<About>;
      tell(value: T): string;
    },
  ): Use<Args, T> {
    return async (caller, ...args) => {
      const call = callOf(caller, act, await told.about(...args));
      return this.auditLog.record(call, () => use(caller, ...args), {
        isRefusal,
        tell: told.tell,
      });
    };
  }

  /** A use case that only looks: calls that are refused are written. */
  look<Args extends unknown[], T>(
    act: string,
    use: Use<Args, T>,
    about: (...args: Args) => About = () => ({}),
  ): Use<Args, T> {
    return async (caller, ...args) => {
      try {
        return await use(caller, ...args);
      } catch (error) {
        if (isRefusal(error)) {
          const call = callOf(caller, act, about(...args));
          await this.auditLog.recordRefusal(call, error);
        }
        throw error;
      }
    };
  }
}

function callOf(
  { initiator, origin }: Caller,
  act: string,
  about: About,
): AuditedCall {
  return { act, by: initiator, origin, ...about };
}
