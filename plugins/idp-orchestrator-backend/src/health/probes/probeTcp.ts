import { once } from 'node:events';
import { connect } from 'node:net';
import type { Probe } from '../../platform';
import type { Clock } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import { explainFailure, explainSilence } from './explainFailure';
import { connecting } from './connecting';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type TcpProbe = Extract<Probe, { kind: 'tcp' }>;

/** Finds out whether a connection is taken; what is behind it is not asked. */
export async function probeTcp(probe: TcpProbe, clock: Clock): Promise<Sight> {
  const { kind, host, port, timeoutMs: limitMs } = probe;
  const address = `${host}:${port}`;
  const started = clock.monotonic();
  return withinLimit<Sight>(
    { clock, limitMs },
    async signal => {
      const socket = connect({ ...connecting, host, port });
      try {
        await once(socket, 'connect', { signal });
        const latencyMs = Math.round(msSince(clock, started));
        const text = `takes connections at ${address}`;
        return { kind, status: 'healthy', score: 100, text, latencyMs };
      } catch (error) {
        return { kind, ...explainFailure(error as Error, address) };
      } finally {
        socket.on('error', () => {
          // It is not asked any more, so its end is of no interest.
        });
        socket.destroy();
      }
    },
    () => ({ kind, ...explainSilence(host, limitMs) }),
  );
}
