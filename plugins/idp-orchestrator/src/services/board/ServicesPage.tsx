import Stack from '@mui/material/Stack';
import { Progress } from '@backstage/core-components';
import { FailureNotice } from '../../notice/FailureNotice';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { EnvironmentSwitch } from '../environment/EnvironmentSwitch';
import { useEnvironmentInAddress } from '../environment/useEnvironments';
import { LiveMark } from '../health/LiveMark';
import { NoServices } from '../NoServices';
import { ServiceProblems } from '../ServiceProblems';
import { useServices } from '../useServices';
import { BoardFilters } from './BoardFilters';
import { KEPT_FIELDS } from './boardFilter';
import { ServiceBoard } from './ServiceBoard';
import { useBoardFilter } from './useBoardFilter';

/** The services of an environment: how they are, and their controls. */
export function ServicesPage() {
  const t = useText();
  usePageTitle(t('page.services'));
  const { environment, choose } = useEnvironmentInAddress(KEPT_FIELDS);
  const { filter, change } = useBoardFilter();
  const { services, problems, feed } = useServices(environment);
  const shown =
    environment ??
    feed.health?.environment ??
    (services.state === 'ready' ? services.value[0]?.environment : undefined);
  return (
    <>
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        spacing={1.5}
        sx={{ mb: 2, alignItems: 'center' }}
      >
        <EnvironmentSwitch current={shown} onChoose={choose} />
        <BoardFilters
          services={services.state === 'ready' ? services.value : []}
          filter={filter}
          onChange={change}
        />
        <LiveMark connection={feed.connection} />
      </Stack>
      <ServiceProblems problems={problems} />
      {services.state === 'loading' && <Progress />}
      {services.state === 'failed' && (
        <FailureNotice error={services.error} onRetry={services.reload} />
      )}
      {services.state === 'ready' &&
        (services.value.length === 0 ? (
          <NoServices />
        ) : (
          <ServiceBoard
            services={services.value}
            filter={filter}
            onChange={change}
            onStarted={services.reload}
          />
        ))}
    </>
  );
}
