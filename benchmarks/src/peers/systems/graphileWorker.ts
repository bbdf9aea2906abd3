import { loadPackage } from '../loadPackage';
import { toUrl, type Peer } from '../Peer';
import { Chains, type Link } from './Chains';

interface Library {
  run(options: object): Promise<{
    addJob(task: string, payload: Link): Promise<unknown>;
    stop(): Promise<void>;
  }>;
  Logger: new (factory: () => () => void) => object;
}

export const graphileWorker: Peer = {
  name: 'graphile-worker 0.17.3, a chain of three jobs',
  keeps: 'nothing',
  overHttp: false,
  packages: ['graphile-worker@0.17.3'],
  async start(place) {
    const library = await loadPackage<Library>(place, 'graphile-worker');
    const chains = new Chains();
    const runner = await library.run({
      connectionString: toUrl(place),
      concurrency: 20,
      noHandleSignals: true,
      logger: new library.Logger(() => () => {}),
      taskList: {
        link: (
          payload: Link,
          { addJob }: { addJob(task: string, next: Link): Promise<unknown> },
        ) => chains.work(payload, next => addJob('link', next)),
      },
    });
    return {
      runToEnd: () => chains.runToEnd(link => runner.addJob('link', link)),
      stop: () => runner.stop(),
    };
  },
};
