import * as audit from './audit';
import * as calendar from './calendar';
import * as deliveries from './deliveries';
import * as document from './document';
import * as feed from './feed';
import * as flows from './flows';
import * as health from './health';
import * as problems from './problems';
import * as runActions from './runActions';
import * as runs from './runs';
import * as schedules from './schedules';
import * as services from './services';
import * as stats from './stats';
import * as tasks from './tasks';
import * as tools from './tools';
import * as windows from './windows';

const GROUPS = {
  ...audit,
  ...calendar,
  ...deliveries,
  ...document,
  ...feed,
  ...flows,
  ...health,
  ...problems,
  ...runActions,
  ...runs,
  ...schedules,
  ...services,
  ...stats,
  ...tasks,
  ...tools,
  ...windows,
};

/**
 * The operations of the REST API, by id, as types.
 *
 * @public
 */
export type Contracts = {
  // Schemas stand beside contracts; a contract has its own name as id.
  [
    Id in keyof typeof GROUPS as (typeof GROUPS)[Id] extends { id: Id }
      ? Id
      : never
  ]: (typeof GROUPS)[Id];
};

/**
 * The id of an operation: its name in the document, in the client and in the backend.
 *
 * @public
 */
export type OperationId = keyof Contracts;

/**
 * The operations of the REST API, by id. Router, document, client and the tests
 * over all routes are made from it.
 *
 * @public
 */
export const CONTRACTS = Object.fromEntries(
  Object.entries(GROUPS).filter(([id, one]) => 'id' in one && one.id === id),
) as Contracts;
