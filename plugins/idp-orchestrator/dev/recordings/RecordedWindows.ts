import { NotFoundError } from '@backstage/errors';
import type {
  ChangeWindow,
  CreateWindowRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Stands in for what the backend knows of freezes and maintenance windows. */
export class RecordedWindows {
  /** The windows that there are; none at first. */
  windows: ChangeWindow[] = [];
  readonly frozen: CreateWindowRequest[] = [];
  readonly ended: Array<{ id: string; reason: string }> = [];

  async listWindows() {
    return { items: this.windows };
  }

  /** Begins at once, as a freeze from the page does. */
  async createWindow(request: CreateWindowRequest): Promise<ChangeWindow> {
    const { environments, to = '', reason, riskAtLeast } = request;
    const from = new Date().toISOString();
    const window: ChangeWindow = {
      id: `window-${this.frozen.push(request)}`,
      title: `Freeze of ${environments.join(', ')}`,
      kind: 'freeze',
      environments,
      riskAtLeast,
      running: request.running ?? 'finish',
      starts: 'hold',
      override: { approvers: [], count: 1 },
      source: 'portal',
      timing: { timezone: 'UTC', from, to },
      current: { from, to },
      by: { kind: 'user', ref: 'user:default/guest' },
      reason,
    };
    this.windows = [window, ...this.windows];
    return window;
  }

  async endWindow(
    id: string,
    { reason }: { reason: string },
  ): Promise<ChangeWindow> {
    const window = this.windows.find(one => one.id === id);
    if (!window) throw new NotFoundError(`There is no window ${id}`);
    this.ended.push({ id, reason });
    this.windows = this.windows.filter(one => one !== window);
    return window;
  }
}
