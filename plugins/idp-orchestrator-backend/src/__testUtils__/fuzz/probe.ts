import { setTimeout as sleep } from 'node:timers/promises';

/** What a probe tells: how long (ms) answers took since it was asked last. */
export interface ProbeReport {
  liveness: number[];
  reads: number[];
}

const EVERY_MS = 20;

/**
 * Asks a backend again and again, in a process of its own: whoever makes
 * hostile inputs is busy, and would measure itself.
 */
async function main([url, token]: string[]): Promise<void> {
  let report: ProbeReport = { liveness: [], reads: [] };
  process.on('message', () => {
    process.send?.(report);
    report = { liveness: [], reads: [] };
  });
  process.once('disconnect', () => process.exit(0));
  const root = new URL('/.backstage/health/v1/liveness', url).href;
  const headers = { authorization: `Bearer ${token}` };
  const measure = async (times: 'liveness' | 'reads', address: string) => {
    const began = performance.now();
    const response = await fetch(address, { headers });
    await response.arrayBuffer();
    const took = performance.now() - began;
    report[times].push(response.ok ? took : Infinity);
  };
  for (;;) {
    await measure('liveness', root);
    await measure('reads', `${url}/v1/runs?limit=10`);
    await sleep(EVERY_MS);
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exit(1);
});
