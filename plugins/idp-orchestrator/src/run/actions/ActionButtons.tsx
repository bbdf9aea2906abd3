import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { decideActs } from './decideActions';
import { ReasonedButton } from './ReasonedButton';
import { useRunActs } from './RunActionsProvider';

/** What can be done to the run as it stands now, and why this reader cannot. */
export function ActButtons({ run }: { run: Run }) {
  const t = useText();
  const { offers, ask } = useRunActs();
  return (
    <>
      {decideActs(run).map(offer => (
        <ReasonedButton
          key={`${offer.act} ${offer.step?.id}`}
          variant={offer.act === 'approve' ? 'contained' : 'outlined'}
          color={offer.act === 'reject' ? 'error' : 'primary'}
          title={offer.step?.title}
          whyNot={offers.whyNot(offer.act)}
          disabled={offers.loading}
          onClick={() => ask(offer)}
        >
          {t(`acts.${offer.act}.button`)}
        </ReasonedButton>
      ))}
    </>
  );
}
