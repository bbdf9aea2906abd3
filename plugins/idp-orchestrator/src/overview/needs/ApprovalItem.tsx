import { titleOfRun } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useCallback } from 'react';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { ActButton } from '../../confirm/ActButton';
import { InitiatorName, shortRef } from '../../people/InitiatorName';
import { useStepLink } from '../../services/useStepLink';
import { StateIcon } from '../../state/StateIcon';
import { ClockTime } from '../../time/ClockTime';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import type { Wait } from '../running/listWaits';
import type { AskedAction } from './AskedAction';
import { NeedItem } from './NeedItem';

interface ApprovalItemProps {
  wait: Wait;
  onAsk: (asked: AskedAction) => void;
}

/** A run that waits for an answer: the buttons for those who may give it, who may for all others. */
export function ApprovalItem({ wait, onAsk }: ApprovalItemProps) {
  const t = useText();
  const link = useStepLink();
  const { run, step, stepId, waitingFor } = wait;
  const { mayAnswer, whyNot, approvers } = useAnswering(wait);
  const title = titleOfRun(run);
  const { until } = waitingFor;
  return (
    <NeedItem
      icon={<StateIcon status="waiting" />}
      title={
        <Link to={link({ runId: run.id, stepId })}>
          {t('overview.approve', { run: title })}
        </Link>
      }
      cause={[step, waitingFor.text].filter(Boolean).join(': ')}
      facts={
        <>
          <InitiatorName initiator={run.initiator} /> ·{' '}
          <RelativeTime at={waitingFor.since} />
          {until && (
            <>
              {' · '}
              {t('overview.until', { until: <ClockTime at={until} /> })}
            </>
          )}
          {mayAnswer === false && (
            <div>
              {approvers.length > 0
                ? t('acts.rule.who', {
                    people: approvers.map(shortRef).join(', '),
                  })
                : whyNot}
            </div>
          )}
        </>
      }
      actions={
        mayAnswer && (
          <>
            <ActButton
              size="small"
              variant="contained"
              aria-label={t('overview.approveOf', { run: title })}
              onClick={() => onAsk({ run, action: 'approve', stepId })}
            >
              {t('acts.approve.button')}
            </ActButton>
            <ActButton
              size="small"
              variant="outlined"
              destructive
              aria-label={t('overview.rejectOf', { run: title })}
              onClick={() => onAsk({ run, action: 'reject', stepId })}
            >
              {t('acts.reject.button')}
            </ActButton>
          </>
        )
      }
    />
  );
}

/** Whether this reader may answer, and who may; undefined until it was told. */
function useAnswering({ run, stepId }: Wait) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal =>
        Promise.all([
          api.allowedActions(run.id, { signal }),
          api.getRun(run.id, {}, { signal }),
        ]),
      [api, run.id],
    ),
  );
  if (loaded.state !== 'ready') {
    // What the backend does not tell it refuses itself.
    const mayAnswer = loaded.state === 'failed' ? true : undefined;
    return { mayAnswer, approvers: [] };
  }
  const [{ items }, { steps }] = loaded.value;
  const offer = items.find(({ action }) => action === 'approve');
  const asking = steps.find(({ id }) => id === stepId);
  return {
    mayAnswer: offer?.allowed ?? true,
    whyNot: offer?.because,
    approvers: asking?.approval?.approvers ?? [],
  };
}
