import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import type { PendingOperation } from '../operation/operations';
import { useStepLink } from '../useStepLink';
import type { Judgement } from './judgeServices';
import { findRemedy } from './remedies';

interface RemedyButtonProps {
  judgement: Judgement;
  services: ServiceState[];
  onAsk: (operation: PendingOperation) => void;
}

/** The one thing to do now: what helps, or the way to the run that changes things. */
export function RemedyButton(props: RemedyButtonProps) {
  const t = useText();
  const link = useStepLink();
  const { judgement, services, onAsk } = props;
  const remedy = findRemedy(judgement, services, t);
  if (remedy) {
    return (
      <Button
        variant="contained"
        onClick={() => onAsk(remedy.operation)}
        sx={SHRINKS_NOT}
      >
        {remedy.label}
      </Button>
    );
  }
  const pending = judgement.pending[0]?.pending;
  if (!pending || judgement.causes.length > 0) return null;
  return (
    <Button
      variant="outlined"
      component={Link}
      to={link({ runId: pending.runId })}
      sx={SHRINKS_NOT}
    >
      {t('services.followRun', { run: pending.runTitle })}
    </Button>
  );
}

const SHRINKS_NOT = { flexShrink: 0, whiteSpace: 'nowrap' };
