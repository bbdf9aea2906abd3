import { NotFoundError } from '@backstage/errors';
import type {
  AuditEntry,
  AuditVerification,
  CallOptions,
  ListAuditQuery,
  OperateServicesRequest,
  OperationPlan,
  Page,
  PlatformHealth,
  PlatformProblem,
  RunStats,
  ServiceHealth,
  ServiceHistory,
  ServiceProblem,
  ServiceState,
  StatsQuery,
  WatchHealthOptions,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { planRecorded } from './planRecorded';
import { judged, tellPlatformHealth } from './platformHealth';
import { RecordedSchedules } from './RecordedSchedules';

const DEFAULT_ENVIRONMENT = 'development';

/** Stands in for what the backend knows of services, audit and statistics. */
export class RecordedPlatform extends RecordedSchedules {
  /** What a start leads to: the id of a recorded run. */
  startsRun = '';
  /** Services of every environment. */
  services: ServiceState[] = [];
  histories = new Map<string, ServiceHistory['entries']>();
  stats?: RunStats;
  /** Oldest first. */
  audit: AuditEntry[] = [];
  verification?: AuditVerification;
  /** What is not as it should be. */
  platformProblems: PlatformProblem[] = [];
  /** Whether nothing of it was ever started. */
  isNew = false;
  readonly operated: OperateServicesRequest[] = [];
  readonly #watchers = new Set<() => void>();

  /** Changes how a service is; whoever watches hears it. */
  changeHealth(
    name: string,
    part: Partial<ServiceHealth>,
    environment = DEFAULT_ENVIRONMENT,
  ): void {
    this.services = this.services.map(service =>
      service.name === name && service.environment === environment
        ? { ...service, health: { ...service.health, ...part } }
        : service,
    );
    this.#watchers.forEach(watcher => watcher());
  }

  async listEnvironments() {
    const names = new Set(this.services.map(({ environment }) => environment));
    return {
      items: [...names].map(name => ({
        name,
        isDefault: name === DEFAULT_ENVIRONMENT,
      })),
    };
  }

  async getHealth(
    query: { environment?: string } = {},
  ): Promise<PlatformHealth> {
    const environment = query.environment ?? DEFAULT_ENVIRONMENT;
    return tellPlatformHealth({
      services: this.#in(environment),
      environment,
      now: Date.now(),
      isNew: this.isNew,
    });
  }

  async *watchHealth(
    options: WatchHealthOptions & CallOptions = {},
  ): AsyncGenerator<PlatformHealth> {
    options.onConnection?.('live');
    while (!options.signal?.aborted) {
      yield await this.getHealth(options);
      await this.#changed(options.signal);
    }
  }

  async listServices(query: { environment?: string } = {}) {
    const services = this.#in(query.environment);
    return {
      items: services.map(service => ({
        ...service,
        health: judged(service.health, services),
      })),
      problems: [] as ServiceProblem[],
    };
  }

  async listProblems() {
    return { items: this.platformProblems };
  }

  async getService(
    name: string,
    query: { environment?: string } = {},
  ): Promise<ServiceState> {
    const { items } = await this.listServices(query);
    const service = items.find(one => one.name === name);
    if (!service) throw notFound(`No service ${name}`);
    return service;
  }

  async getServiceHistory(
    name: string,
    query: { environment?: string; since?: string } = {},
  ): Promise<ServiceHistory> {
    const { environment } = await this.getService(name, query);
    const entries = this.histories.get(`${environment}/${name}`) ?? [];
    const since = query.since ?? entries[0]?.at ?? new Date().toISOString();
    return {
      service: name,
      environment,
      since,
      entries: entries.filter(({ at }) => at >= since),
    };
  }

  async operateServices(request: OperateServicesRequest) {
    this.operated.push(request);
    return { id: this.startsRun, url: '' };
  }

  async planOperation(request: OperateServicesRequest): Promise<OperationPlan> {
    const environment = request.environment ?? DEFAULT_ENVIRONMENT;
    return planRecorded(this.#in(environment), request, environment);
  }

  async getStats(query: StatsQuery = {}): Promise<RunStats> {
    if (!this.stats) throw notFound('No statistics were recorded');
    return {
      ...this.stats,
      flows: this.stats.flows.filter(
        ({ flowId }) => !query.flow || flowId === query.flow,
      ),
    };
  }

  async listAudit(query: ListAuditQuery = {}): Promise<Page<AuditEntry>> {
    const from = Number(query.cursor ?? 0);
    const to = from + Number(query.limit ?? 50);
    const items = [...this.audit]
      .reverse()
      .filter(entry => !query.act || entry.act === query.act)
      .filter(entry => !query.outcome || entry.outcome === query.outcome)
      .filter(entry => !query.initiator || entry.by.ref === query.initiator)
      .filter(entry => !query.subject || entry.subject?.id === query.subject);
    return {
      items: items.slice(from, to),
      nextCursor: items.length > to ? String(to) : undefined,
    };
  }

  async verifyAudit(): Promise<AuditVerification> {
    return this.verification ?? { whole: true, checked: this.audit.length };
  }

  #in(environment = DEFAULT_ENVIRONMENT): ServiceState[] {
    return this.services.filter(service => service.environment === environment);
  }

  #changed(signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.#watchers.delete(done);
        resolve();
      };
      this.#watchers.add(done);
      signal?.addEventListener('abort', done);
    });
  }
}

/** As the client tells it: with the status of the answer. */
export function notFound(message: string): Error {
  return Object.assign(new NotFoundError(message), { statusCode: 404 });
}
