import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../../catalog/EntityLink';
import { useRunAgainLink } from '../../flows/useRunAgainLink';
import { InitiatorName } from '../../people/InitiatorName';
import { StateIcon } from '../../state/StateIcon';
import { useStepLink } from '../../services/useStepLink';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import type { AskedAction } from './AskedAction';
import { NeedItem } from './NeedItem';

interface FailureItemProps {
  run: RunSummary;
  onAsk: (asked: AskedAction) => void;
}

/** A run that failed and that nobody has dealt with. */
export function FailureItem({ run, onAsk }: FailureItemProps) {
  const t = useText();
  const link = useStepLink();
  const rerun = useRunAgainLink();
  const title = titleOfRun(run);
  const { error, owner } = run;
  return (
    <NeedItem
      icon={<StateIcon status="failed" />}
      title={
        <Link to={link({ runId: run.id, stepId: error?.step })}>
          {t('overview.failed', { run: title })}
        </Link>
      }
      cause={error?.message}
      facts={
        <>
          <RelativeTime at={run.finishedAt ?? run.createdAt} /> ·{' '}
          <InitiatorName initiator={run.initiator} />
          {owner && (
            <>
              {' · '}
              {t('overview.owner', { owner: <EntityLink entityRef={owner} /> })}
            </>
          )}
        </>
      }
      actions={
        <>
          <Button
            size="small"
            variant="outlined"
            aria-label={t('overview.retryOf', { run: title })}
            onClick={() => onAsk({ run, action: 'retry' })}
          >
            {t('overview.retry')}
          </Button>
          <Button
            size="small"
            component={Link}
            to={rerun(run)}
            aria-label={t('overview.rerunOf', { run: title })}
          >
            {t('next.runAgainShort')}
          </Button>
          <Button
            size="small"
            aria-label={t('overview.dismissOf', { run: title })}
            onClick={() => onAsk({ run, action: 'dismiss' })}
          >
            {t('acts.dismiss.button')}
          </Button>
        </>
      }
    />
  );
}
