import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import type { CreateCaller } from '../access/Caller';
import type { ApprovalLinks } from '../access/links/ApprovalLinks';
import type { Perform } from '../operations/Operation';
import type { Clock, WorkerRegistry } from '../ports';

/** The parts of the plugin that the Windmill-compatible door is made with. */
export interface WindmillOptions {
  perform: Perform;
  auth: AuthService;
  createCaller: CreateCaller;
  /** The name of the only workspace. */
  workspace: string;
  /** The environment that is meant where nobody names one. */
  defaultEnvironment: string;
  /**
   * The time (ms) for which a caller may wait for a result; the run is
   * cancelled then.
   */
  waitLimitMs: number;
  links: Pick<ApprovalLinks, 'open'>;
  /**
   * The address at which callers outside reach these routes, without a slash at
   * its end.
   */
  baseUrl: string;
  /** The address at which people see a run, without its id. */
  runsUrl: string;
  /** Refuses a caller who asks too often. */
  limit: RequestHandler;
  /** Tells callers to use another connection while this backend is being stopped. */
  closing: RequestHandler;
  workers: Pick<WorkerRegistry, 'list'>;
  clock: Clock;
  logger: LoggerService;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}
