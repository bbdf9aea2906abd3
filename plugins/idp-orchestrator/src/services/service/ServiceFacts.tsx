import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import {
  formatDuration,
  type ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../../catalog/EntityLink';
import { useText } from '../../translation';

/** What is known of a service besides its state; what is not known is left out. */
export function ServiceFacts({ service }: { service: ServiceState }) {
  const t = useText();
  const { health, owner, entityRef } = service;
  const { replicas, workload, latencyMs } = health;
  const url = service.url ?? health.url;
  const facts: Array<[string, ReactNode]> = [
    [t('service.fact.url'), url && <Link to={url}>{url}</Link>],
    [t('service.fact.version'), health.version],
    [
      t('service.fact.replicas'),
      replicas &&
        t('services.replicas', {
          ready: String(replicas.ready),
          wanted: String(replicas.wanted),
        }),
    ],
    [
      t('service.fact.workload'),
      workload && `${workload.kind} ${workload.namespace}/${workload.name}`,
    ],
    [
      t('service.fact.latency'),
      latencyMs !== undefined && formatDuration(latencyMs),
    ],
    [t('service.fact.control'), t(`service.control.${service.control}`)],
    [t('service.fact.owner'), owner && <EntityLink entityRef={owner} />],
    [
      t('service.fact.catalog'),
      entityRef && <EntityLink entityRef={entityRef} />,
    ],
    [t('service.fact.source'), t(`service.source.${service.source}`)],
  ];
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.75,
        typography: 'body2',
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, overflowWrap: 'anywhere' },
      }}
    >
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Box>
        ))}
    </Box>
  );
}
