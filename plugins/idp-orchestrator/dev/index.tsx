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
  createRecordedState,
  recordTitledRuns,
  RUN_IDS,
  STATES,
} from './recordings';

const now = Date.now();
const before = (minutes: number) =>
  new Date(now - minutes * 60_000).toISOString();

const PLAY_EVERY_MS = 700;

/** The state of the platform that the address asks for (`?state=down`), until another one is asked for. */
function readState() {
  const asked = new URLSearchParams(window.location.search).get('state');
  if (asked) sessionStorage.setItem('state', asked);
  return STATES.find(state => state === sessionStorage.getItem('state'));
}

/**
 * The pages without a backend: the platform in one of its states, or recorded
 * runs, one of which goes on while it is looked at.
 */
function createBackend() {
  const state = readState();
  if (state) return createRecordedState(state, now);
  const recorded = createRecordedOrchestrator(now);
  recordTitledRuns(before).forEach(run => recorded.addRun(run.entries));
  setInterval(() => recorded.play(RUN_IDS.running), PLAY_EVERY_MS);
  return recorded;
}

const backend = createBackend();

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
