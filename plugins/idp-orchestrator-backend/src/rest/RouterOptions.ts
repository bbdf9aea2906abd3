import type {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CreateCaller } from '../access/Caller';
import type { Perform } from '../operations/Operation';

/** The parts that the routes of the REST API are made with. */
export interface RouterOptions {
  perform: Perform;
  httpAuth: HttpAuthService;
  auth: AuthService;
  logger: LoggerService;
  createCaller: CreateCaller;
  /** The most requests that one caller may send; more are refused. */
  requestsPerMinute: number;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}
