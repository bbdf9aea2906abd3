import { loadPackage } from '../loadPackage';
import { toUrl, type Peer } from '../Peer';

interface Library {
  DBOS: {
    setConfig(config: object): void;
    registerWorkflow(
      work: () => Promise<void>,
      config: { name: string },
    ): () => Promise<void>;
    runStep(work: () => Promise<void>, config: { name: string }): Promise<void>;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
  };
}

export const dbos: Peer = {
  name: 'DBOS Transact 5.3.0',
  keeps: 'a history',
  overHttp: false,
  packages: ['@dbos-inc/dbos-sdk@5.3.0'],
  async start(place) {
    const { DBOS } = await loadPackage<Library>(place, '@dbos-inc/dbos-sdk');
    DBOS.setConfig({
      name: 'bench',
      systemDatabaseUrl: toUrl(place),
      logLevel: 'error',
    });
    const three = DBOS.registerWorkflow(
      async () => {
        for (const name of ['one', 'two', 'three']) {
          await DBOS.runStep(async () => {}, { name });
        }
      },
      { name: 'three' },
    );
    await DBOS.launch();
    return { runToEnd: three, stop: () => DBOS.shutdown() };
  },
};
