import Stack from '@mui/material/Stack';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Progress } from '@backstage/core-components';
import { FailureNotice } from '../../notice/FailureNotice';
import { Notice } from '../../notice/Notice';
import { useText } from '../../translation';
import { EnvironmentSwitch } from '../environment/EnvironmentSwitch';
import { useEnvironmentInAddress } from '../environment/useEnvironments';
import { LiveMark } from '../health/LiveMark';
import { useServices } from '../useServices';
import { ServiceContent } from './ServiceContent';

const KEPT_FIELDS = ['days'] as const;

/** One service in the environment that the address names, by the live inventory. */
export function ServiceView({ name }: { name: string }) {
  const t = useText();
  const { environment, choose } = useEnvironmentInAddress(KEPT_FIELDS);
  const { services, feed } = useServices(environment);
  if (services.state === 'loading') return <Progress />;
  if (services.state === 'failed') {
    return <FailureNotice error={services.error} onRetry={services.reload} />;
  }
  const service = services.value.find(one => one.name === name);
  return (
    <>
      <Stack direction="row" spacing={1.5} sx={{ mb: 2, alignItems: 'center' }}>
        <EnvironmentSwitch
          current={environment ?? services.value[0]?.environment}
          onChoose={choose}
        />
        <LiveMark connection={feed.connection} />
      </Stack>
      {service ? (
        <ServiceContent
          service={service}
          services={services.value}
          recommendations={feed.health?.recommendations ?? []}
          onStarted={services.reload}
        />
      ) : (
        <Notice
          icon={<SearchOffIcon />}
          title={t('service.missing.title', { name })}
        >
          {t('service.missing.text', {
            known: services.value.map(one => one.name).join(', '),
          })}
        </Notice>
      )}
    </>
  );
}
