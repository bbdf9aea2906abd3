import {
  formatDuration,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../translation';

/** `2.13.1 · 2 of 2 replicas · answers in 4 ms`, as far as it is known. */
export function describeFacts(health: ServiceHealth, t: Translate): string {
  const { version, replicas, latencyMs } = health;
  const facts = [
    version,
    replicas &&
      t('services.replicas', {
        ready: String(replicas.ready),
        wanted: String(replicas.wanted),
      }),
    latencyMs !== undefined &&
      t('services.latency', { duration: formatDuration(latencyMs) }),
  ];
  return facts.filter(Boolean).join(' · ');
}
