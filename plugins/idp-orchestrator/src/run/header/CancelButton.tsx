import { useState } from 'react';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  runCancelPermission,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useText } from '../../translation';
import { CancelDialog } from './CancelDialog';

/** Cancel, or why it cannot be cancelled. */
export function CancelButton({ run }: { run: Run }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { allowed, loading } = usePermission({
    permission: runCancelPermission,
    resourceRef: run.id,
  });
  const whyNot =
    (isOver(run.status) && t('cancel.finished')) ||
    (run.status === 'cancelling' && t('cancel.underWay')) ||
    (!loading && !allowed && t('cancel.forbidden')) ||
    '';
  return (
    <>
      <Tooltip title={whyNot}>
        <span
          tabIndex={whyNot ? 0 : undefined}
          aria-label={whyNot || undefined}
          role={whyNot ? 'note' : undefined}
        >
          <Button
            size="small"
            variant="outlined"
            color="error"
            disabled={whyNot !== '' || loading}
            onClick={() => setAsking(true)}
          >
            {t('cancel.button')}
          </Button>
        </span>
      </Tooltip>
      {asking && !isOver(run.status) && (
        <CancelDialog run={run} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
