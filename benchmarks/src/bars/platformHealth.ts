import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOrchestrator } from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { repeat, timeOf } from '../measure/repeat';
import { inMs, inSeconds, NOTHING, type Bar } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const SERVICES = 20;
const REPETITIONS = 5;
/** The limit of a probe, and a little for the request itself. */
const MOST_MS = 3_000 + 250;
const MOST_OF_OTHERS_MS = 500;

export const platformHealth: Bar = {
  number: 11,
  title: `The health of ${SERVICES} services, one of them hanging`,
  async measure() {
    const server = await startServices();
    const { port } = server.address() as AddressInfo;
    const database = await startSqlite();
    const folder = await createScriptsFolder({});
    const services = Array.from({ length: SERVICES }, (_, index) => ({
      name: `service-${index}`,
      url: `http://127.0.0.1:${port}`,
      healthPath: index === 0 ? '/hangs' : '/healthy',
    }));
    const config = { services };
    const idp = await startOrchestrator({ database, folder, config });
    const turns = await repeat(REPETITIONS, async () => {
      let others = 0;
      const ms = await timeOf(async () => {
        const health = await idp.client.getHealth({ refresh: true });
        const healthy = health.services.filter(
          ({ status }) => status === 'healthy',
        );
        if (healthy.length !== SERVICES - 1) {
          throw new Error(`${healthy.length} services are healthy`);
        }
        others = Math.max(...healthy.map(({ latencyMs = 0 }) => latencyMs));
      });
      return { ms, others };
    });
    await idp.stop();
    await folder.remove();
    await database.stop();
    server.closeAllConnections();
    server.close();
    return report(turns);
  },
};

async function startServices(): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/healthy') response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function report(turns: Array<{ ms: number; others: number }>) {
  const longest = Math.max(...turns.map(({ ms }) => ms));
  const others = Math.max(...turns.map(one => one.others));
  return [
    {
      what: 'all of them, asked anew, over HTTP; at most',
      ours: inSeconds(longest),
      peer: NOTHING,
      ratio: NOTHING,
      bar: `≤ ${inSeconds(MOST_MS)}`,
      met: longest <= MOST_MS,
    },
    {
      what: 'the slowest answer of those that do not hang',
      ours: inMs(others),
      peer: NOTHING,
      ratio: NOTHING,
      bar: `not delayed: ≤ ${MOST_OF_OTHERS_MS} ms`,
      met: others <= MOST_OF_OTHERS_MS,
    },
  ];
}
