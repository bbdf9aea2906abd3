import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';

/** What running a flow needs of the context that the scaffolder gives to an action. */
export type StepContext = Pick<
  ActionContext<JsonObject>,
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'isDryRun'
  | 'logger'
  | 'signal'
  | 'step'
  | 'task'
  | 'templateInfo'
> & { input: object };
