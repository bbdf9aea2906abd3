import type { OperationId } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as audit from './audit';
import * as deliveries from './deliveries';
import * as document from './document';
import * as feed from './feed';
import * as flows from './flows';
import * as health from './health';
import * as runActions from './runActions';
import * as runs from './runs';
import * as services from './services';
import * as stats from './stats';
import * as tasks from './tasks';
import * as tools from './tools';
import type { Binding } from './bind';

/** Every operation of the REST API, and what it does: the table that the router is made from. */
export const BINDINGS: Record<OperationId, Binding> = {
  ...audit,
  ...deliveries,
  ...document,
  ...feed,
  ...flows,
  ...health,
  ...runActions,
  ...runs,
  ...services,
  ...stats,
  ...tasks,
  ...tools,
};
