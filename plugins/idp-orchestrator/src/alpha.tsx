/**
 * The plugin for apps of the new frontend system.
 *
 * @packageDocumentation
 */
import type { ComponentType } from 'react';
import {
  ApiBlueprint,
  coreExtensionData,
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { SearchFilterResultTypeBlueprint } from '@backstage/plugin-search-react/alpha';
import AccountTreeIcon from '@mui/icons-material/AccountTreeOutlined';
import { FLOW_DOCUMENT_TYPE } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiFactory } from './api/orchestratorApi';
import { SERVICE_ANNOTATION } from './catalog/annotation';
import { keepClassNamesApart } from './classNames';
import {
  auditRouteRef,
  catalogEntityRouteRef,
  compareRouteRef,
  editScheduleRouteRef,
  flowRouteRef,
  flowsRouteRef,
  insightsRouteRef,
  newScheduleRouteRef,
  overviewRouteRef,
  problemsRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
  scheduleRouteRef,
  schedulesRouteRef,
  serviceRouteRef,
  servicesRouteRef,
  templateTaskRouteRef,
  windowsRouteRef,
} from './routes';

keepClassNamesApart();

const PLUGIN_ID = 'idp-orchestrator';
const TITLE = 'IDP Orchestrator';

const orchestratorApi = ApiBlueprint.make({
  params: defineParams => defineParams(orchestratorApiFactory),
});

const ICON = <AccountTreeIcon fontSize="inherit" />;

/**
 * Its title and icon make the entry in the sidebar; its sub-pages the tabs in
 * the one header. Backstage's own page has neither a place for an address that
 * there is no page at, nor one for what is kept from tab to tab.
 */
const page = PageBlueprint.makeWithOverrides({
  factory(createPage, { inputs, config }) {
    const tabs = inputs.pages.map(tab => {
      const path = tab.get(coreExtensionData.routePath);
      return {
        path,
        title: tab.get(coreExtensionData.title) ?? path,
        icon: tab.get(coreExtensionData.icon),
        element: tab.get(coreExtensionData.reactElement),
      };
    });
    return createPage({
      path: '/idp-orchestrator',
      title: TITLE,
      icon: ICON,
      routeRef: rootRouteRef,
      noHeader: true,
      loader: async () => {
        // What says that a tab's code did not come has to be there before.
        const [{ PluginPages }] = await Promise.all([
          import('./frame/PluginPages'),
          import('./frame/LazyTab'),
        ]);
        return (
          <PluginPages
            pluginId={PLUGIN_ID}
            title={config.title ?? TITLE}
            icon={ICON}
            tabs={tabs}
          />
        );
      },
    });
  },
});

/**
 * A tab of the page; its code is loaded when somebody opens it. Its title is
 * translated on the page; the title of the entity's tab below is not, since
 * Backstage takes it from the extension before there is a language.
 */
function createTab(
  name: string,
  title: string,
  load: () => Promise<ComponentType>,
) {
  return SubPageBlueprint.make({
    name,
    params: {
      path: name,
      title,
      loader: async () => {
        const content = load();
        // Whether it comes is the tab's own matter.
        content.catch(() => {});
        const { LazyTab } = await import('./frame/LazyTab');
        return <LazyTab load={() => content} />;
      },
    },
  });
}

/** The first is where `/idp-orchestrator` leads to. */
const tabs = [
  createTab('overview', 'Overview', () =>
    import('./overview/OverviewRouter').then(m => m.OverviewRouter),
  ),
  createTab('services', 'Services', () =>
    import('./services/ServicesRouter').then(m => m.ServicesRouter),
  ),
  createTab('flows', 'Flows', () =>
    import('./flows/FlowsRouter').then(m => m.FlowsRouter),
  ),
  createTab('runs', 'Runs', () =>
    import('./runs/RunsRouter').then(m => m.RunsRouter),
  ),
  createTab('schedules', 'Schedules', () =>
    import('./schedules/SchedulesRouter').then(m => m.SchedulesRouter),
  ),
  createTab('windows', 'Windows', () =>
    import('./windows/WindowsPage').then(m => m.WindowsPage),
  ),
  createTab('insights', 'Insights', () =>
    import('./insights/InsightsPage').then(m => m.InsightsPage),
  ),
  createTab('audit', 'Audit', () =>
    import('./audit/AuditPage').then(m => m.AuditPage),
  ),
];

const STANDS_FOR_SERVICE = {
  [`metadata.annotations.${SERVICE_ANNOTATION}`]: { $exists: true },
};

const entityContent = EntityContentBlueprint.make({
  name: 'operations',
  params: {
    path: '/operations',
    title: 'Operations',
    filter: STANDS_FOR_SERVICE,
    loader: async () => {
      const { EntityServiceContent } =
        await import('./catalog/EntityServiceContent');
      return <EntityServiceContent />;
    },
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'operations',
  params: {
    type: 'info',
    filter: STANDS_FOR_SERVICE,
    loader: async () => {
      const { EntityServiceCard } = await import('./catalog/EntityServiceCard');
      return <EntityServiceCard />;
    },
  },
});

const teamCard = EntityCardBlueprint.make({
  name: 'team-services',
  params: {
    filter: { kind: 'group' },
    loader: async () => {
      const { EntityTeamCard } = await import('./catalog/EntityTeamCard');
      return <EntityTeamCard />;
    },
  },
});

/** Lets one search among flows only, where the app has a search. */
const searchType = SearchFilterResultTypeBlueprint.make({
  name: 'flows',
  params: { value: FLOW_DOCUMENT_TYPE, name: 'Flows', icon: ICON },
});

/** @public */
export default createFrontendPlugin({
  pluginId: PLUGIN_ID,
  title: TITLE,
  icon: ICON,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    overview: overviewRouteRef,
    problems: problemsRouteRef,
    services: servicesRouteRef,
    service: serviceRouteRef,
    flows: flowsRouteRef,
    flow: flowRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
    compare: compareRouteRef,
    schedules: schedulesRouteRef,
    schedule: scheduleRouteRef,
    newSchedule: newScheduleRouteRef,
    editSchedule: editScheduleRouteRef,
    windows: windowsRouteRef,
    insights: insightsRouteRef,
    audit: auditRouteRef,
  },
  externalRoutes: {
    catalogEntity: catalogEntityRouteRef,
    templateTask: templateTaskRouteRef,
  },
  extensions: [
    orchestratorApi,
    page,
    ...tabs,
    entityContent,
    entityCard,
    teamCard,
    searchType,
  ],
});

export {
  idpOrchestratorTranslationRef,
  type IdpOrchestratorTexts,
} from './translation';
export { idpOrchestratorTranslations } from './translations/idpOrchestratorTranslations';
