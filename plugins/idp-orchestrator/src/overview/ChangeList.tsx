import { useCallback, useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/core-plugin-api';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { messageOf } from '../api/problemsIn';
import { useLoaded } from '../api/useLoaded';
import { Panel } from '../notice/Panel';
import { HealthLabel } from '../services/health/HealthLabel';
import type { HealthChange } from '../services/health/listHealthChanges';
import { LastChange } from '../services/LastChange';
import { ServiceLink } from '../services/ServiceLink';
import { RelativeTime } from '../time/RelativeTime';
import { useText } from '../translation';
import { listChanges, withPresent, type Change } from './listChanges';

const SHOWN = 12;

/** Of so many services that are not well it is asked since when. */
const ASKED = 8;
const DAYS_MS = 7 * 86_400_000;

interface ChangeListProps {
  services: ServiceState[];
  /** Seen since the page was opened. */
  changes: HealthChange[];
}

/** What changed: states as they were seen, and who operated what. */
export function ChangeList({ services, changes }: ChangeListProps) {
  const t = useText();
  const past = usePast(services);
  const told = listChanges({
    services,
    heard: changes,
    histories: past.state === 'ready' ? past.value : [],
  }).slice(0, SHOWN);
  return (
    <Panel title={t('overview.changes')}>
      {past.state === 'failed' && (
        <Alert severity="warning">{messageOf(past.error)}</Alert>
      )}
      {told.length === 0 && (
        <Box sx={{ color: 'text.secondary' }}>{t('overview.noChanges')}</Box>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {told.map(change => (
          <ChangeLine
            key={`${change.kind} ${change.service} ${change.at}`}
            change={change}
            environment={services[0]?.environment}
          />
        ))}
      </Box>
    </Panel>
  );
}

/** The past of what was not well when the page was opened; the page itself hears the rest. */
function usePast(services: ServiceState[]) {
  const api = useApi(orchestratorApiRef);
  const [asked] = useState(() => ({
    at: new Date().toISOString(),
    unwell: services
      .filter(({ health }) => health.status !== 'healthy')
      .slice(0, ASKED),
  }));
  return useLoaded(
    useCallback(
      signal => {
        const since = new Date(Date.now() - DAYS_MS).toISOString();
        return Promise.all(
          asked.unwell.map(async ({ name, environment, health }) =>
            withPresent(
              await api.getServiceHistory(
                name,
                { environment, since },
                { signal },
              ),
              health,
              asked.at,
            ),
          ),
        );
      },
      [api, asked],
    ),
  );
}

function ChangeLine(props: { change: Change; environment?: string }) {
  const { change, environment } = props;
  return (
    <Box
      component="li"
      sx={{ py: 0.5, typography: 'body2', overflowWrap: 'anywhere' }}
    >
      <ServiceLink
        service={{ name: change.service, environment }}
        title={change.title}
      />{' '}
      {change.kind === 'operation' ? (
        <LastChange change={change.change} />
      ) : (
        <>
          <HealthLabel status={change.to} /> · <RelativeTime at={change.at} />
          {change.reason && (
            <Box sx={{ color: 'text.secondary' }}>{change.reason}</Box>
          )}
        </>
      )}
    </Box>
  );
}
