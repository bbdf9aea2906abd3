import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import type { CreateCaller } from '../access/Caller';
import type { Perform } from '../operations/Operation';
import type { Clock, WorkerRegistry } from '../ports';
import type { ApprovalLinks } from './links/ApprovalLinks';

/** What the Windmill-compatible door needs of the plugin. */
export interface WindmillOptions {
  perform: Perform;
  auth: AuthService;
  createCaller: CreateCaller;
  /** The only workspace that there is. */
  workspace: string;
  /** How long (ms) a caller may wait for a result; the run is cancelled then. */
  waitLimitMs: number;
  links: ApprovalLinks;
  /** Where callers outside reach these routes, without a slash at its end. */
  baseUrl: string;
  /** Where people see a run, without its id. */
  runsUrl: string;
  /** Refuses a caller who asks too often. */
  limit: RequestHandler;
  workers: Pick<WorkerRegistry, 'list'>;
  clock: Clock;
  logger: LoggerService;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}
