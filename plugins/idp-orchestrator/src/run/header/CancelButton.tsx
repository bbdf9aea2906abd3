import { lazy, Suspense, useState } from 'react';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useText } from '../../translation';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { useRunActions } from '../actions/RunActionsProvider';

const CancelDialog = lazy(async () => ({
  default: (await import('./CancelDialog')).CancelDialog,
}));

/** Cancel, or why it cannot be cancelled. */
export function CancelButton({ run }: { run: Run }) {
  const t = useText();
  const { allowed } = useRunActions();
  const [asking, setAsking] = useState(false);
  const over = isOver(run.status);
  return (
    <>
      <ReasonedButton
        destructive
        whyNot={
          (over && t('cancel.finished')) ||
          (run.status === 'cancelling' && t('cancel.underWay')) ||
          allowed.whyNot('cancel')
        }
        disabled={allowed.loading}
        onClick={() => setAsking(true)}
      >
        {t('cancel.button')}
      </ReasonedButton>
      {asking && !over && (
        <Suspense fallback={null}>
          <CancelDialog run={run} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
