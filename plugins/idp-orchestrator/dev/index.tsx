import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import plugin from '../src/alpha';
import { orchestratorApiRef } from '../src/api/orchestratorApi';
import {
  createRecordedOrchestrator,
  recordTitledRuns,
  RUN_IDS,
} from './recordings';

/** The pages without a backend: recorded runs, one of which goes on while it is looked at. */
const now = Date.now();
const backend = createRecordedOrchestrator(now);
const before = (minutes: number) =>
  new Date(now - minutes * 60_000).toISOString();
recordTitledRuns(before).forEach(run => backend.addRun(run.entries));

const PLAY_EVERY_MS = 700;

setInterval(() => backend.play(RUN_IDS.running), PLAY_EVERY_MS);

const recordings = createFrontendModule({
  pluginId: 'idp-orchestrator',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: orchestratorApiRef,
          deps: {},
          factory: () => backend,
        }),
    }),
  ],
});

const app = createApp({ features: [plugin, recordings] });

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
