import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { decideActions } from './decideActions';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { useRunActions } from './RunActionsProvider';

/** What can be done to the run as it stands now, and why this reader cannot. */
export function ActionButtons(props: {
  run: Run;
  /** The id of a step whose own buttons are on the page already. */
  told?: string;
}) {
  const { run, told } = props;
  const t = useText();
  const { allowed, ask } = useRunActions();
  const offers = decideActions(run).filter(
    ({ action, step }) => action === 'retry' || !step || step.id !== told,
  );
  return (
    <>
      {offers.map(offer => (
        <ReasonedButton
          key={`${offer.action} ${offer.step?.id}`}
          variant={offer.action === 'approve' ? 'contained' : 'outlined'}
          destructive={offer.action === 'reject'}
          title={offer.step?.title}
          whyNot={allowed.whyNot(offer.action)}
          disabled={allowed.loading}
          onClick={() => ask(offer)}
        >
          {t(`acts.${offer.action}.button`)}
        </ReasonedButton>
      ))}
    </>
  );
}
