import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useRunAgainLink } from '../../flows/useRunAgainLink';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { useRunActions } from '../actions/RunActionsProvider';

/** To the form of the run's flow, filled in as the run was; or why not. */
export function RunAgainButton({ run, text }: { run: Run; text: string }) {
  const rerun = useRunAgainLink();
  const { allowed } = useRunActions();
  const whyNot = allowed.whyNot('rerun');
  return whyNot === undefined ? (
    <Button size="small" variant="outlined" component={Link} to={rerun(run)}>
      {text}
    </Button>
  ) : (
    <ReasonedButton whyNot={whyNot}>{text}</ReasonedButton>
  );
}
