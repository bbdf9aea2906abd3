import { useState } from 'react';
import Button from '@mui/material/Button';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  permissionRefOf,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { ActDialog } from './ActDialog';
import { decideActs, type ActOffer, type RunAct } from './decideActs';

interface ActButtonsProps {
  run: Run;
  /** A run that was over goes on: follow it again. */
  onReopened: () => void;
}

/** What can be done to the run as it stands now, by whoever may do it. */
export function ActButtons({ run, onReopened }: ActButtonsProps) {
  const t = useText();
  const [asking, setAsking] = useState<ActOffer>();
  const may = usePermitted(run);
  return (
    <>
      {decideActs(run)
        .filter(({ act }) => may[act])
        .map(offer => (
          <Button
            key={`${offer.act} ${offer.step?.id}`}
            size="small"
            variant={offer.act === 'approve' ? 'contained' : 'outlined'}
            color={offer.act === 'reject' ? 'error' : 'primary'}
            title={offer.step?.title}
            onClick={() => setAsking(offer)}
          >
            {t(`acts.${offer.act}.button`)}
          </Button>
        ))}
      {asking && (
        <ActDialog
          run={run}
          offer={asking}
          onClose={() => setAsking(undefined)}
          onDone={() => asking.act === 'retry' && onReopened()}
        />
      )}
    </>
  );
}

function usePermitted(run: Run): Record<RunAct, boolean> {
  const { allowed: mayStop } = usePermission({
    permission: runCancelPermission,
    resourceRef: run.id,
  });
  const { allowed: mayStart } = usePermission({
    permission: runCreatePermission,
    resourceRef: permissionRefOf(run.flowId, run.environment),
  });
  const { allowed: mayAnswer } = usePermission({
    permission: runApprovePermission,
    resourceRef: run.id,
  });
  return {
    pause: mayStop,
    resume: mayStop,
    retry: mayStart,
    approve: mayAnswer,
    reject: mayAnswer,
  };
}
