// Asks a service the health request of the real one, and tells what came back.
import { urlOf } from './services.mjs';

const LIMIT_MS = 3_000;

/** @returns {Promise<{healthy: boolean, score: number, latencyMs?: number, reason?: string}>} */
export async function probe(service) {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${urlOf(service)}${service.healthPath}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.arrayBuffer();
    const latencyMs = Math.round(performance.now() - startedAt);
    if (response.status < 400) return { healthy: true, score: 100, latencyMs };
    const reason = `answers with status ${response.status}`;
    return { healthy: false, score: 25, latencyMs, reason };
  } catch (error) {
    return { healthy: false, score: 0, reason: explain(error) };
  }
}

function explain(error) {
  if (error.name === 'TimeoutError') return `no answer within ${LIMIT_MS} ms`;
  return error.cause?.code === 'ECONNREFUSED'
    ? 'nothing listens at its address'
    : (error.cause?.message ?? error.message);
}
