import { loadPackage } from '../loadPackage';
import { toUrl, type Peer } from '../Peer';
import { Chains, type Link } from './Chains';

interface Boss {
  on(event: 'error', listener: () => void): void;
  start(): Promise<unknown>;
  createQueue(name: string, options: object): Promise<void>;
  work(
    name: string,
    options: object,
    work: (jobs: Array<{ data: Link }>) => Promise<void>,
  ): Promise<unknown>;
  send(name: string, link: Link): Promise<unknown>;
  stop(options: object): Promise<void>;
}

interface Library {
  PgBoss: new (options: object) => Boss;
}

export const pgBoss: Peer = {
  name: 'pg-boss 12.38.0, a chain of three jobs, LISTEN/NOTIFY',
  keeps: 'jobs',
  overHttp: false,
  packages: ['pg-boss@12.38.0'],
  async start(place) {
    const { PgBoss } = await loadPackage<Library>(place, 'pg-boss');
    const boss = new PgBoss({
      connectionString: toUrl(place),
      useListenNotify: true,
    });
    boss.on('error', () => {});
    await boss.start();
    await boss.createQueue('links', { notify: true });
    const chains = new Chains();
    const add = (link: Link) => boss.send('links', link);
    await boss.work('links', { localConcurrency: 20 }, async jobs => {
      for (const { data } of jobs) await chains.work(data, add);
    });
    return {
      runToEnd: () => chains.runToEnd(add),
      stop: () => boss.stop({ graceful: false }),
    };
  },
};
