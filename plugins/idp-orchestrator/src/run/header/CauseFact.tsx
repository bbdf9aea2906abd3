import type { Cause } from '@idp/backstage-plugin-idp-orchestrator-common';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { Fact } from './Fact';

/** The schedule that started a run, and the due time that it was for. */
export function CauseFact({ cause: { id, dueAt, manual } }: { cause: Cause }) {
  const t = useText();
  return (
    <Fact name={t('run.schedule')}>
      {id}
      {manual && `, ${t('run.triggered')}`}
      {dueAt && (
        <>
          {`, ${t('run.due')} `}
          <RelativeTime at={dueAt} />
        </>
      )}
    </Fact>
  );
}
