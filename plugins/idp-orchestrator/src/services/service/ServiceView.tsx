import SearchOffIcon from '@mui/icons-material/SearchOff';
import type {
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { FilterBar } from '../../listing/FilterBar';
import { Notice } from '../../notice/Notice';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useText } from '../../translation';
import { WindowNotes } from '../../windows/notes/WindowNotes';
import { useEnvironment } from '../environment/useEnvironment';
import { LiveMark } from '../health/LiveMark';
import { OfflineNote } from '../health/OfflineNote';
import { useServices } from '../useServices';
import { ServiceContent } from './ServiceContent';

/** One service in the environment that the address names, by the live inventory. */
export function ServiceView({ name }: { name: string }) {
  const { environment } = useEnvironment();
  const { services, feed } = useServices(environment);
  return (
    <WhenLoaded loaded={services}>
      {all => (
        <>
          <OfflineNote feed={feed} />
          <WindowNotes />
          <FilterBar>
            <LiveMark connection={feed.connection} />
          </FilterBar>
          <OneService
            name={name}
            services={all}
            recommendations={feed.health?.recommendations ?? []}
            onStarted={services.reload}
          />
        </>
      )}
    </WhenLoaded>
  );
}

interface OneServiceProps {
  name: string;
  services: ServiceState[];
  recommendations: PlatformHealth['recommendations'];
  onStarted: () => void;
}

function OneService({ name, ...rest }: OneServiceProps) {
  const t = useText();
  const service = rest.services.find(one => one.name === name);
  return service ? (
    <ServiceContent service={service} {...rest} />
  ) : (
    <Notice
      icon={<SearchOffIcon />}
      title={t('service.missing.title', { name })}
    >
      {t('service.missing.text', {
        known: rest.services.map(one => one.name).join(', '),
      })}
    </Notice>
  );
}
