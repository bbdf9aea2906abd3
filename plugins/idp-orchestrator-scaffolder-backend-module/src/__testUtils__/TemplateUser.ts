import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { SerializedTaskEvent } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';

interface Task {
  id: string;
  status: string;
}

/** The answer of a dry run of a template, as far as it matters here. */
interface DryRun {
  log: Array<{ body: { message: string } }>;
  steps: Array<{ id: string }>;
  output: JsonObject;
}

/** A user of templates over HTTP, as the portal is one. */
export class TemplateUser {
  readonly #authorization = mockCredentials.user.header();
  readonly orchestrator: OrchestratorClient;

  constructor(private readonly port: () => number) {
    this.orchestrator = new OrchestratorClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${port()}/api/${id}`,
      },
      fetchApi: {
        fetch: (url, init) => {
          const headers = new Headers(init?.headers);
          headers.set('authorization', this.#authorization);
          return fetch(url, { ...init, headers });
        },
      },
    });
  }

  async start(template: string, values: JsonObject = {}): Promise<string> {
    const { id } = await this.#send<{ id: string }>('/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    return id;
  }

  dryRun(template: Entity, values: JsonObject): Promise<DryRun> {
    return this.#send('/dry-run', { template, values, directoryContents: [] });
  }

  cancel(taskId: string): Promise<unknown> {
    return this.#send(`/tasks/${taskId}/cancel`, {});
  }

  retry(taskId: string): Promise<unknown> {
    return this.#send(`/tasks/${taskId}/retry`, {});
  }

  listActions(): Promise<Array<{ id: string; examples?: unknown[] }>> {
    return this.#send('/actions');
  }

  async readLog(taskId: string): Promise<string> {
    const events = await this.#readEvents(taskId);
    return events.map(({ body }) => body.message).join('\n');
  }

  /** Reads the task's log as soon as it holds a text. */
  async logWith(taskId: string, text: string): Promise<string> {
    for (;;) {
      const log = await this.readLog(taskId);
      if (log.includes(text)) return log;
      await sleep(50);
    }
  }

  /** Waits for the end of a task, and gives what it put out. */
  async ended(taskId: string) {
    for (;;) {
      const { status } = await this.#send<Task>(`/tasks/${taskId}`);
      if (status !== 'open' && status !== 'processing') {
        const events = await this.#readEvents(taskId);
        const { output, error } = (events.findLast(
          ({ type }) => type === 'completion',
        )?.body ?? {}) as { output?: JsonObject; error?: { message: string } };
        return { status, output, error, log: await this.readLog(taskId) };
      }
      await sleep(50);
    }
  }

  /** Reads all runs there are, newest first. */
  async listRuns() {
    const { items } = await this.orchestrator.listRuns();
    return Promise.all(items.map(({ id }) => this.orchestrator.getRun(id)));
  }

  #readEvents(taskId: string): Promise<SerializedTaskEvent[]> {
    return this.#send(`/tasks/${taskId}/events`);
  }

  async #send<T>(path: string, body?: object): Promise<T> {
    const url = `http://localhost:${this.port()}/api/scaffolder/v2${path}`;
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: this.#authorization,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
