import { useCallback } from 'react';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useRefresh } from '../../api/useRefresh';
import { useReloadOn } from '../../api/useReloadOn';
import { FailureNotice } from '../../notice/FailureNotice';
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
  if (loaded.state === 'loading') return <Progress />;
  if (loaded.state === 'failed') {
    return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
  }
  return loaded.value.items.length === 0 ? (
    <div>{t('service.noRuns')}</div>
  ) : (
    <RunTable runs={loaded.value.items} />
  );
}
