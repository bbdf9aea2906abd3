import type {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CreateCaller } from '../access/Caller';
import type { Perform } from '../operations/Operation';

/** What the routes of the REST API are given. */
export interface RouterOptions {
  perform: Perform;
  httpAuth: HttpAuthService;
  auth: AuthService;
  logger: LoggerService;
  createCaller: CreateCaller;
  /** Of one caller; more are refused. */
  requestsPerMinute: number;
}
