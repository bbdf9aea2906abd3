import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useRefresh } from '../../api/useRefresh';
import { useReloadOn } from '../../api/useReloadOn';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { RunTable } from '../../runs/RunTable';
import { isOver } from '../../state/isOver';
import { useText } from '../../translation';

const SHOWN = 10;

/** How often the list is asked again while a run on it is unfinished, in ms. */
const REFRESH_MS = 10_000;

/** The last runs that touched a service. */
export function ServiceRuns({ service }: { service: ServiceState }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const { name, environment, lastChange } = service;
  const loaded = useLoaded(
    useCallback(
      signal =>
        api.listRuns({ service: name, environment, limit: SHOWN }, { signal }),
      [api, name, environment],
    ),
  );
  const unfinished =
    loaded.state === 'ready' &&
    loaded.value.items.some(run => !isOver(run.status));
  useRefresh(loaded.reload, unfinished ? REFRESH_MS : undefined);
  useReloadOn(
    lastChange && `${lastChange.runId} ${lastChange.status}`,
    loaded.reload,
  );
  return (
    <WhenLoaded loaded={loaded}>
      {({ items }) =>
        items.length === 0 ? (
          <div>{t('service.noRuns')}</div>
        ) : (
          <RunTable runs={items} />
        )
      }
    </WhenLoaded>
  );
}
