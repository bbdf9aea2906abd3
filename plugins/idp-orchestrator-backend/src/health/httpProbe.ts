import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../platform';
import type { Clock } from '../ports';

/** A service that does not answer within this time (ms) is down. */
export const PROBE_LIMIT_MS = 3_000;

type Observed = Pick<
  ServiceHealth,
  'status' | 'score' | 'reason' | 'latencyMs'
>;

/** Sends the service's real health request and tells what came back. */
export async function probeHttp(
  service: ServiceDefinition,
  clock: Clock,
): Promise<Observed> {
  if (!service.url) {
    return { status: 'unknown', reason: 'no URL is configured' };
  }
  const startedAt = clock.now();
  try {
    const response = await fetch(new URL(pathOf(service), service.url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    await response.body?.cancel();
    return judge(response.status, clock.now() - startedAt);
  } catch (error) {
    return { status: 'down', score: 0, reason: explain(error as Error) };
  }
}

function pathOf({ probes }: ServiceDefinition): string {
  const probe = probes.find(({ kind }) => kind === 'http');
  return probe?.kind === 'http' ? probe.path : '/';
}

/** A service that answers with an error lives, but does not do its work. */
function judge(status: number, latencyMs: number): Observed {
  if (status < 400) return { status: 'healthy', score: 100, latencyMs };
  const reason = `answers with status ${status}`;
  return status >= 500
    ? { status: 'degraded', score: 25, reason, latencyMs }
    : { status: 'degraded', score: 50, reason, latencyMs };
}

function explain(error: Error): string {
  if (error.name === 'TimeoutError') {
    return `no answer within ${PROBE_LIMIT_MS} ms`;
  }
  const cause = error.cause as { code?: string; message?: string } | undefined;
  if (cause?.code === 'ECONNREFUSED') return 'nothing listens at its address';
  return cause?.message || cause?.code || error.message;
}
