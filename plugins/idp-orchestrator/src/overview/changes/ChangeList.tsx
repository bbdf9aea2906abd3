import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../../notice/Panel';
import { InitiatorName } from '../../people/InitiatorName';
import { HealthLabel } from '../../services/health/HealthLabel';
import type { HealthChange } from '../../services/health/listHealthChanges';
import { describeChange, LastChange } from '../../services/LastChange';
import { ServiceLink } from '../../services/ServiceLink';
import { useStepLink } from '../../services/useStepLink';
import { StateIcon } from '../../state/StateIcon';
import { RelativeTime } from '../../time/RelativeTime';
import { LINK_TARGET } from '../../linkTarget';
import { useText } from '../../translation';
import { listChanges, type Change, type ServicePart } from './listChanges';

const SHOWN = 8;

interface ChangeListProps {
  services: ServiceState[];
  /** Seen since the page was opened. */
  heard: HealthChange[];
}

/** What changed: states as they were seen, and what runs did, each run as one line that unfolds. */
export function ChangeList({ services, heard }: ChangeListProps) {
  const t = useText();
  const environment = services[0]?.environment;
  const changes = listChanges({ services, heard }).slice(0, SHOWN);
  return (
    <Panel title={t('overview.changes')}>
      {changes.length === 0 && (
        <Box sx={{ color: 'text.secondary' }}>{t('overview.noChanges')}</Box>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {changes.map(change => (
          <Box
            component="li"
            key={keyOf(change)}
            sx={{
              py: 0.5,
              typography: 'body2',
              overflowWrap: 'anywhere',
              ...LINK_TARGET,
            }}
          >
            <ChangeLine change={change} environment={environment} />
          </Box>
        ))}
      </Box>
    </Panel>
  );
}

function keyOf(change: Change): string {
  return change.kind === 'operation'
    ? change.runId
    : `${change.service} ${change.at}`;
}

interface ChangeLineProps {
  change: Change;
  environment?: string;
}

function ChangeLine({ change, environment }: ChangeLineProps) {
  if (change.kind === 'operation') {
    const [only] = change.parts;
    return change.parts.length === 1 ? (
      <>
        <ServiceLink
          service={{ name: only.service, environment }}
          title={only.title}
        />{' '}
        <LastChange change={only.change} />
      </>
    ) : (
      <Operation
        parts={change.parts}
        at={change.at}
        environment={environment}
      />
    );
  }
  const { service, title, to, at, reason } = change;
  return (
    <>
      <ServiceLink service={{ name: service, environment }} title={title} />{' '}
      <HealthLabel status={to} /> · <RelativeTime at={at} />
      {reason && to !== 'healthy' && (
        <Box sx={{ color: 'text.secondary' }}>{reason}</Box>
      )}
    </>
  );
}

interface OperationProps {
  parts: ServicePart[];
  at: string;
  environment?: string;
}

/** What one run did to many services. */
function Operation({ parts, at, environment }: OperationProps) {
  const t = useText();
  const link = useStepLink();
  const [{ change }] = parts;
  return (
    <details>
      <Box component="summary" sx={{ cursor: 'pointer' }}>
        <Link to={link({ runId: change.runId })} underline="always">
          {change.runTitle ?? describeChange(change, t)}
        </Link>{' '}
        {t('operation.many', { count: parts.length })} ·{' '}
        {t('services.changed.by', {
          by: <InitiatorName initiator={change.by} />,
          when: <RelativeTime at={at} />,
        })}
      </Box>
      <Box component="ul" sx={{ m: 0, pl: 2, listStyle: 'none' }}>
        {parts.map(({ service, title, change: own }) => (
          <Box
            component="li"
            key={service}
            sx={{ display: 'flex', gap: 0.75, alignItems: 'center', py: 0.25 }}
          >
            <StateIcon status={own.status} />
            <ServiceLink
              service={{ name: service, environment }}
              title={title}
            />
            {own.what && (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {own.what}
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </details>
  );
}
