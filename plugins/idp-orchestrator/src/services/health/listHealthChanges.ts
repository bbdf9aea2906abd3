import type {
  PlatformHealth,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A service that was seen to get better or worse. */
export interface HealthChange {
  service: string;
  title: string;
  from: ServiceHealth['status'];
  to: ServiceHealth['status'];
  reason?: string;
  at: string;
}

/** Which services are another way than they were. */
export function listHealthChanges(
  before: PlatformHealth | undefined,
  now: PlatformHealth,
): HealthChange[] {
  const earlier = new Map(
    before?.services.map(({ name, status }) => [name, status]),
  );
  return now.services.flatMap(({ name, title, status, reason }) => {
    const from = earlier.get(name);
    return from === undefined || from === status
      ? []
      : [{ service: name, title, from, to: status, reason, at: now.checkedAt }];
  });
}
