import type {
  Connection,
  PlatformHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createChangeNotice } from '../../api/createChangeNotice';
import type { OrchestratorApi } from '../../api/orchestratorApi';
import { listHealthChanges, type HealthChange } from './listHealthChanges';

/** So many changes are kept while a page is open. */
const KEPT_CHANGES = 50;

/** What the pages draw: replaced, never changed, so that React sees it. */
export interface HealthView {
  /** Absent until it was heard. */
  health?: PlatformHealth;
  /** Seen since the page was opened, the newest first. */
  changes: HealthChange[];
  /** `lost`: the backend refuses to tell. */
  connection: Connection | 'lost';
  error?: Error;
}

/** The health of one environment as a page follows it: one stream. */
export class HealthFeed {
  readonly #api: Pick<OrchestratorApi, 'watchHealth'>;
  readonly #environment?: string;
  readonly #notice = createChangeNotice();
  #view: HealthView = { changes: [], connection: 'connecting' };

  constructor(
    api: Pick<OrchestratorApi, 'watchHealth'>,
    environment: string | undefined,
  ) {
    this.#api = api;
    this.#environment = environment;
  }

  readonly subscribe = (listener: () => void) =>
    this.#notice.subscribe(listener);

  readonly getView = (): HealthView => this.#view;

  /** Follows until `signal` aborts; what goes wrong is told in the view. */
  async follow(signal: AbortSignal): Promise<void> {
    try {
      const told = this.#api.watchHealth({
        environment: this.#environment,
        signal,
        onConnection: connection => this.#change({ connection }),
      });
      for await (const health of told) this.#take(health);
    } catch (error) {
      if (signal.aborted) return;
      this.#change({ connection: 'lost', error: error as Error });
    }
  }

  #take(health: PlatformHealth) {
    const changes = listHealthChanges(this.#view.health, health);
    this.#change({
      health,
      changes: [...changes, ...this.#view.changes].slice(0, KEPT_CHANGES),
      error: undefined,
    });
  }

  #change(part: Partial<HealthView>) {
    this.#view = { ...this.#view, ...part };
    this.#notice.changed();
  }
}
