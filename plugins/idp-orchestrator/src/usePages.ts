import { useRouteRef } from '@backstage/core-plugin-api';
import {
  auditRouteRef,
  flowsRouteRef,
  insightsRouteRef,
  overviewRouteRef,
  runsRouteRef,
  schedulesRouteRef,
  servicesRouteRef,
  windowsRouteRef,
} from './routes';
import { useEnvironment } from './services/environment/useEnvironment';
import { useText } from './translation';
import { addQuery } from './usePluginLink';

/** A tab of the plugin. */
export interface PluginPage {
  id: string;
  label: string;
  path: string;
  /** The same with the environment that one is in. */
  address: string;
}

/** The tabs of the plugin, in their order. */
export function usePages(): PluginPage[] {
  const t = useText();
  const { environment } = useEnvironment();
  const pages = [
    ['overview', useRouteRef(overviewRouteRef)()],
    ['services', useRouteRef(servicesRouteRef)()],
    ['flows', useRouteRef(flowsRouteRef)()],
    ['runs', useRouteRef(runsRouteRef)()],
    ['schedules', useRouteRef(schedulesRouteRef)()],
    ['windows', useRouteRef(windowsRouteRef)()],
    ['insights', useRouteRef(insightsRouteRef)()],
    ['audit', useRouteRef(auditRouteRef)()],
  ] as const;
  return pages.map(([id, path]) => ({
    id,
    label: t(`page.${id}`),
    path,
    address: addQuery(path, { environment }),
  }));
}
