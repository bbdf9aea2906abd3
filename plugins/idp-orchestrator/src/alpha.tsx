/**
 * The plugin for apps of the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import AccountTreeIcon from '@mui/icons-material/AccountTreeOutlined';
import { orchestratorApiFactory } from './api/orchestratorApi';
import { keepClassNamesApart } from './classNames';
import {
  flowRouteRef,
  flowsRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
} from './routes';

keepClassNamesApart();

const TITLE = 'IDP Orchestrator';

const orchestratorApi = ApiBlueprint.make({
  params: defineParams => defineParams(orchestratorApiFactory),
});

/** Its title and icon make the entry in the sidebar; its sub-pages the tabs in the one header. */
const page = PageBlueprint.make({
  params: {
    path: '/idp-orchestrator',
    title: TITLE,
    icon: <AccountTreeIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
  },
});

const flowsPage = SubPageBlueprint.make({
  name: 'flows',
  params: {
    path: 'flows',
    title: 'Flows',
    loader: async () => {
      const { FlowsRouter } = await import('./flows/FlowsRouter');
      return (
        <main>
          <FlowsRouter />
        </main>
      );
    },
  },
});

const runsPage = SubPageBlueprint.make({
  name: 'runs',
  params: {
    path: 'runs',
    title: 'Runs',
    loader: async () => {
      const { RunsRouter } = await import('./runs/RunsRouter');
      return (
        <main>
          <RunsRouter />
        </main>
      );
    },
  },
});

export default createFrontendPlugin({
  pluginId: 'idp-orchestrator',
  title: TITLE,
  icon: <AccountTreeIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    flows: flowsRouteRef,
    flow: flowRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
  },
  extensions: [orchestratorApi, page, flowsPage, runsPage],
});

export { idpOrchestratorTranslationRef } from './translation';
