import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../../people/InitiatorName';
import { Elapsed } from '../../time/Elapsed';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { PaceNote } from '../pace/PaceNote';

/** Who, where, when, how long, why. */
export function RunFacts({ run }: { run: Run }) {
  const t = useText();
  const { cancellation } = run;
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 4,
        rowGap: 1,
        '& dt': { typography: 'caption', color: 'text.secondary' },
        '& dd': { m: 0, typography: 'body2', overflowWrap: 'anywhere' },
      }}
    >
      <Fact name={t('run.environment')}>{run.environment}</Fact>
      <Fact name={t('run.startedBy')}>
        <InitiatorName initiator={run.initiator} />
      </Fact>
      <Fact name={t('run.started')}>
        <RelativeTime at={run.startedAt ?? run.createdAt} />
      </Fact>
      <Fact name={t('run.elapsed')}>
        <Elapsed from={run.startedAt ?? run.createdAt} to={run.finishedAt} />
        <PaceNote run={run} />
      </Fact>
      {run.reason && <Fact name={t('run.reason')}>{run.reason}</Fact>}
      {run.waitingFor && (
        <Fact name={t('run.waitingFor')}>{run.waitingFor.text}</Fact>
      )}
      {cancellation && (
        <Fact name={t('run.cancelledBy')}>
          <InitiatorName initiator={cancellation.by} />
          {`: ${cancellation.reason}`}
        </Fact>
      )}
    </Box>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
