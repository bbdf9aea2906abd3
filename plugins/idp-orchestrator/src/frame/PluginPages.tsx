import { useMemo, type JSX } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import {
  BreadcrumbEntry,
  PageLayout,
  pluginHeaderActionsApiRef,
  swappableComponentsApiRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { PageBody } from '../PageBody';
import { rootRouteRef } from '../routes';
import { EnvironmentBand } from '../services/environment/EnvironmentBand';
import { EnvironmentProvider } from '../services/environment/EnvironmentProvider';
import { EnvironmentSwitch } from '../services/environment/EnvironmentSwitch';
import { useEnvironment } from '../services/environment/useEnvironment';
import { WhenDecided } from '../services/environment/WhenDecided';
import { useText } from '../translation';
import { addQuery } from '../usePluginLink';
import { WindowsProvider } from '../windows/WindowsProvider';
import { PageBoundary } from './PageBoundary';
import { PluginTheme } from './PluginTheme';
import { UnknownAddress } from './UnknownAddress';

/** A tab, as its extension says. */
export interface PluginTab {
  path: string;
  /** As the app's configuration or the extension has it, in English. */
  title: string;
  icon?: IconElement;
  element: JSX.Element;
}

interface PluginPagesProps {
  pluginId: string;
  title: string;
  icon: IconElement;
  /** The first is where the plugin's own address leads to. */
  tabs: PluginTab[];
}

/** All tabs under one page head, which keeps the environment from one to the other. */
export function PluginPages(props: PluginPagesProps) {
  return (
    <PluginTheme>
      <EnvironmentProvider>
        <WindowsProvider>
          <Pages {...props} />
        </WindowsProvider>
      </EnvironmentProvider>
    </PluginTheme>
  );
}

function Pages({ pluginId, title, icon, tabs }: PluginPagesProps) {
  const { pathname } = useLocation();
  const { environment } = useEnvironment();
  const titleOf = useTabTitles();
  const root = useRouteRef(rootRouteRef)();
  const actions = useApi(pluginHeaderActionsApiRef);
  const Layout = usePageLayout();
  return (
    <Layout
      title={title}
      icon={icon}
      titleLink={addQuery(root, { environment })}
      headerActions={[
        <EnvironmentSwitch key="environment" />,
        ...actions.getPluginHeaderActions(pluginId),
      ]}
      tabs={tabs.map(({ path, title: own, icon: tabIcon }) => ({
        id: path,
        label: titleOf(path, own),
        icon: tabIcon,
        href: addQuery(path, { environment }),
      }))}
    >
      <EnvironmentBand />
      <PageBoundary page={pathname}>
        <WhenDecided>
          <Routes>
            <Route
              index
              element={
                <Navigate
                  to={addQuery(tabs[0].path, { environment })}
                  replace
                />
              }
            />
            {tabs.map(({ path, title: own, element }) => (
              <Route
                key={path}
                path={`${path}/*`}
                element={
                  <BreadcrumbEntry
                    entry={{
                      label: titleOf(path, own),
                      href: addQuery(path, { environment }),
                    }}
                  >
                    {element}
                  </BreadcrumbEntry>
                }
              />
            ))}
            <Route
              path="*"
              element={
                <PageBody>
                  <UnknownAddress />
                </PageBody>
              }
            />
          </Routes>
        </WhenDecided>
      </PageBoundary>
    </Layout>
  );
}

/**
 * The app's layout of a page. Backstage's own `PageLayout` is another component
 * each time it is drawn, and all that is on the page would be made anew.
 */
function usePageLayout() {
  const components = useApi(swappableComponentsApiRef);
  return useMemo(() => components.getComponent(PageLayout.ref), [components]);
}

const OWN_TITLES = {
  overview: 'Overview',
  services: 'Services',
  flows: 'Flows',
  runs: 'Runs',
  schedules: 'Schedules',
  windows: 'Windows',
  insights: 'Insights',
  audit: 'Audit',
} as const;

/** A tab's title in the reader's language; one that the app's configuration gives stays. */
function useTabTitles() {
  const t = useText();
  return (path: string, title: string) => {
    const id = path as keyof typeof OWN_TITLES;
    return OWN_TITLES[id] === title ? t(`page.${id}`) : title;
  };
}
