import { Link } from '@backstage/core-components';
import type { Cause } from '@idp/backstage-plugin-idp-orchestrator-common';
import { scheduleRouteRef } from '../../routes';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { Fact } from './Fact';

/** The schedule that started a run, and the due time that it was for. */
export function CauseFact({ cause: { id, dueAt, manual } }: { cause: Cause }) {
  const t = useText();
  const link = usePluginLink(scheduleRouteRef);
  return (
    <Fact name={t('run.schedule')}>
      <Link to={link({ scheduleId: id })}>{id}</Link>
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
