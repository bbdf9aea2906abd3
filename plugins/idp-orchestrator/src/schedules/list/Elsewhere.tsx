import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { schedulesRouteRef } from '../../routes';
import { findEnvironment } from '../../services/environment/readEnvironments';
import { useEnvironments } from '../../services/environment/useEnvironments';
import { useText } from '../../translation';
import { addQuery } from '../../usePluginLink';
import { needsSomebody } from '../shownState';

/** Says that schedules of other environments need somebody: at night nobody looks through all of them. */
export function Elsewhere({ schedules }: { schedules: ListedSchedule[] }) {
  const t = useText();
  const link = useRouteRef(schedulesRouteRef)();
  const known = useEnvironments();
  const needing = schedules.filter(needsSomebody);
  const names = [...new Set(needing.map(one => one.environment))].sort();
  if (names.length === 0) return null;
  return (
    <Alert severity="warning" role="status" sx={{ mb: 2 }}>
      <Stack spacing={0.5}>
        {names.map(name => (
          <Link
            key={name}
            to={addQuery(link, { environment: name })}
            color="inherit"
            underline="always"
          >
            {t('schedules.elsewhere', {
              count: needing.filter(one => one.environment === name).length,
              environment: findEnvironment(known, name).title,
            })}
          </Link>
        ))}
      </Stack>
    </Alert>
  );
}
