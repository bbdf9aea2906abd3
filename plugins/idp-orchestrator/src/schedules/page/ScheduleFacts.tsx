import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { Schedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../../catalog/EntityLink';
import { LINK_TARGET } from '../../linkTarget';
import { InitiatorName, shortRef } from '../../people/InitiatorName';
import { flowRouteRef } from '../../routes';
import { CodeBlock } from '../../terminal/CodeBlock';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { WhenDue } from './WhenDue';

/** What it starts, when, with whose rights, and what happens if not. */
export function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const flowLink = usePluginLink(flowRouteRef);
  const { flow, owner, when, overlap, except, until, updatedAt } = schedule;
  return (
    <Box component="dl" sx={{ ...FACTS, ...LINK_TARGET }}>
      <Row name={t('schedule.starts')}>
        <Link to={flowLink({ flowId: flow })}>{flow}</Link>
      </Row>
      <InputRow schedule={schedule} />
      <Row name={t('schedule.when')}>
        <WhenDue schedule={schedule} />
      </Row>
      {except && except.length > 0 && (
        <Row name={t('schedule.except')}>{except.join(', ')}</Row>
      )}
      {until && <Row name={t('schedule.until')}>{until}</Row>}
      {when && (
        <Row name={t('schedule.condition')}>
          <code>{when}</code>
        </Row>
      )}
      <Row name={t('schedule.who')}>
        <Consent schedule={schedule} />
      </Row>
      <Row name={t('schedule.overlap')}>
        {t(`schedule.overlaps.${overlap}`)}
      </Row>
      <LimitRows schedule={schedule} />
      {owner && (
        <Row name={t('schedule.owner')}>
          <EntityLink entityRef={owner} />
        </Row>
      )}
      <Row name={t(schedule.file ? 'schedule.file' : 'schedule.made')}>
        {schedule.file && <code>{schedule.file}</code>}
        {schedule.createdBy && <InitiatorName initiator={schedule.createdBy} />}
        {`, ${t('schedule.changed')} `}
        <RelativeTime at={updatedAt} />
      </Row>
    </Box>
  );
}

const FACTS = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    sm: 'minmax(0, 150px) minmax(0, 1fr)',
  },
  columnGap: 2,
  rowGap: { xs: 0, sm: 0.75 },
  overflowWrap: 'anywhere',
  '& dt': { color: 'text.secondary' },
  '& dd': { m: 0, mb: { xs: 0.75, sm: 0 } },
};

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function InputRow({ schedule: { input } }: { schedule: Schedule }) {
  const t = useText();
  if (Object.keys(input).length === 0) return null;
  return (
    <Row name={t('schedule.input')}>
      <CodeBlock label={t('schedule.input')}>
        {JSON.stringify(input, null, 2)}
      </CodeBlock>
    </Row>
  );
}

function Consent({ schedule: { consentedBy } }: { schedule: Schedule }) {
  const t = useText();
  return consentedBy
    ? t('schedule.consent', { who: shortRef(consentedBy) })
    : t('schedule.noConsent');
}

/** What becomes of what was not started in time, and of failures. */
function LimitRows({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const { catchUp, deadline, jitter, onFailure } = schedule;
  const { mode, window = '' } = catchUp;
  return (
    <>
      <Row name={t('schedule.catchUp')}>
        {mode === 'none'
          ? t('schedule.catchUps.none')
          : t(`schedule.catchUps.${mode}`, { window })}
      </Row>
      {deadline && <Row name={t('schedule.deadline')}>{deadline}</Row>}
      {jitter && <Row name={t('schedule.jitter')}>{jitter}</Row>}
      {onFailure.pauseAfter !== undefined && (
        <Row name={t('schedule.pauseAfter')}>
          {t('schedule.failures', { count: onFailure.pauseAfter })}
        </Row>
      )}
    </>
  );
}
