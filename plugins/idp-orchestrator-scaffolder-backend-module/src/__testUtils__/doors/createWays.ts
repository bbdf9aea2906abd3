import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  describeProblems,
  type Door,
  type ErrorBody,
  type StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AgentClient } from '@idp/backstage-plugin-idp-orchestrator-backend/src/agents/__testUtils__/agentBackend';
import { template } from '../template';
import type { TemplateUser } from '../TemplateUser';

/** A start as any door may be asked for it. */
export interface Start {
  /** Of a flow, or of a script. */
  id: string;
  isScript?: true;
  input?: object;
  /** `development` when absent. */
  environment?: string;
  reason?: string;
  /** The idempotency key. */
  key?: string;
  /** The id that the run is to have. */
  runId?: string;
}

/** How a start was refused, out of the envelope of a door. */
export interface Told {
  status: number;
  message: string;
}

/** One way for one user to start, cancel, and be refused. */
export interface Way {
  /** As the record has it. */
  door: Door;
  /** The id of the run. */
  start(asked: Start): Promise<string>;
  refused(asked: Start): Promise<Told>;
  cancel(runId: string): Promise<void>;
  /** What this door answers where others answer with 409. */
  conflict?: number;
}

/** REST has two: its routes, and the tools over HTTP. */
export type WayName = Door | 'tools';

export const REASON = 'Because it is time';

/** What `scaffolder` needs to be there. */
export const wayTemplates = [
  startTemplate('flow', 'idp:flow:run', 'flow', 'input'),
  startTemplate('script', 'idp:script:run', 'script', 'args'),
];

function startTemplate(...[name, action, id, input]: string[]) {
  return template(name, {
    action,
    input: {
      [id]: '${{ parameters.id }}',
      [input]: '${{ parameters.input }}',
      environment: '${{ parameters.environment }}',
      reason: '${{ parameters.reason }}',
    },
  });
}

export function createWays(
  root: string,
  { user, agent }: { user: TemplateUser; agent: AgentClient },
): Record<WayName, Way> {
  const send = async (at: string, body: object) => {
    const response = await fetch(`${root}/api/idp-orchestrator${at}`, {
      method: 'POST',
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    rest: createRestWay(send, askRest),
    tools: createRestWay(send, asked => {
      const [name, input] = toToolCall(asked);
      return [`/v1/tools/${name}`, input];
    }),
    windmill: createWindmillWay(send),
    agent: createAgentWay(agent),
    scaffolder: createScaffolderWay(user),
  };
}

type Send = (
  at: string,
  body: object,
) => Promise<{ status: number; text: string }>;

function createRestWay(
  send: Send,
  ask: (asked: Start) => [at: string, body: object],
): Way {
  return {
    door: 'rest',
    async start(asked) {
      const { text } = await send(...ask(asked));
      return (JSON.parse(text) as StartedRun).id;
    },
    async refused(asked) {
      const { status, text } = await send(...ask(asked));
      const { message, problems } = (JSON.parse(text) as ErrorBody).error;
      // The same problems as data and in words.
      if (problems && !message.endsWith(describeProblems(problems))) {
        return { status, message: `${message} ${JSON.stringify(problems)}` };
      }
      return { status, message };
    },
    async cancel(runId) {
      await send(`/v1/runs/${runId}/cancel`, { reason: REASON });
    },
  };
}

function askRest({ id, isScript, input, key, runId, ...asked }: Start) {
  const { environment = 'development', reason = REASON } = asked;
  const terms = { environment, reason, idempotencyKey: key, id: runId };
  return (
    isScript
      ? ['/v1/tasks', { script: id, args: input, ...terms }]
      : [`/v1/flows/${id}/runs`, { input, ...terms }]
  ) as [string, object];
}

function toToolCall({ id, isScript, input, key, ...asked }: Start) {
  const { environment = 'development', reason = REASON } = asked;
  const terms = {
    environment,
    reason,
    ...(key !== undefined && { idempotencyKey: key }),
  };
  return (
    isScript
      ? ['run-script', { script: id, args: input ?? {}, ...terms }]
      : [`run-${id}`, { ...input, ...terms }]
  ) as [string, Record<string, unknown>];
}

function createWindmillWay(send: Send): Way {
  const start = ({ id, isScript, input = {}, runId, ...asked }: Start) => {
    const { environment = 'development', reason = REASON } = asked;
    const terms = { environment, reason, ...(runId && { job_id: runId }) };
    const place = `${isScript ? 'p' : 'f'}/f/idp/${id}`;
    const query = new URLSearchParams(terms);
    return send(`/windmill/api/w/idp/jobs/run/${place}?${query}`, input);
  };
  return {
    door: 'windmill',
    conflict: 400,
    start: async asked => (await start(asked)).text,
    async refused(asked) {
      const { status, text } = await start(asked);
      return { status, message: text };
    },
    async cancel(runId) {
      await send(`/windmill/api/w/idp/jobs_u/queue/cancel/${runId}`, {
        reason: REASON,
      });
    },
  };
}

/** Doors that hand on no status hand on the name of the error. */
const STATUSES: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  PayloadTooLargeError: 413,
};

function readNamed(text: string): Told {
  const [, name, message] = /(\w+Error): ([^]*)/.exec(text) ?? [];
  return { status: STATUSES[name] ?? 500, message: message ?? text };
}

function createAgentWay(agent: AgentClient): Way {
  return {
    door: 'agent',
    start: async asked => String((await agent.call(...toToolCall(asked))).id),
    refused: asked =>
      agent.call(...toToolCall(asked)).then(
        ({ id }) => ({ status: 201, message: `started ${id}` }),
        (error: Error & { code?: number }) => {
          const { code, message } = error;
          // What does not reach the tool is refused by MCP's own server.
          if (code !== undefined) return { status: code, message };
          return readNamed(message);
        },
      ),
    async cancel(runId) {
      await agent.call('cancel-run', { runId, reason: REASON });
    },
  };
}

function createScaffolderWay(user: TemplateUser): Way {
  const tasks = new Map<string, string>();
  const start = (asked: Start) => {
    const { id, isScript, input = {}, ...terms } = asked;
    const { environment = 'development', reason = REASON } = terms;
    const values = { id, environment, reason, input } as JsonObject;
    return user.start(isScript ? 'script' : 'flow', values);
  };
  return {
    door: 'scaffolder',
    async start(asked) {
      const taskId = await start(asked);
      const log = await user.logWith(taskId, '/runs/');
      const [, runId] = /\/runs\/([0-9a-f-]{36})/.exec(log) ?? [];
      tasks.set(runId, taskId);
      return runId;
    },
    async refused(asked) {
      const { error } = await user.ended(await start(asked));
      const message = error?.message ?? 'not refused';
      return readNamed(message.replace(/^.* was not started; caused by /, ''));
    },
    async cancel(runId) {
      await user.cancel(String(tasks.get(runId)));
    },
  };
}
