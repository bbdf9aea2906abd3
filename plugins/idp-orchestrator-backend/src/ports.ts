/**
 * The ports: what the domain asks of the world. Edges (bridge, cluster,
 * database, dispatch, outbox) implement these; the engine, the steps and the
 * use cases know nothing else.
 */
export * from './ports/clock';
export * from './ports/runs';
export * from './ports/audit';
export * from './ports/calls';
export * from './ports/agents';
export * from './ports/authority';
export * from './ports/links';
export * from './ports/processes';
export * from './ports/plans';
export * from './ports/queue';
export * from './ports/scripts';
export * from './ports/secrets';
export * from './ports/services';
export * from './ports/outbox';
export * from './ports/gate';
export * from './ports/health';
export * from './ports/cluster';
export * from './ports/scheduledStarts';
export * from './ports/schedules';
export * from './ports/windows';
