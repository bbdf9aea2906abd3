import { FilterBar } from '../../listing/FilterBar';
import { useUrlFilter } from '../../listing/useUrlFilter';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { WindowNotes } from '../../windows/notes/WindowNotes';
import { useEnvironment } from '../environment/useEnvironment';
import { LiveMark } from '../health/LiveMark';
import { OfflineNote } from '../health/OfflineNote';
import { NoServices } from '../NoServices';
import { ServiceProblems } from '../ServiceProblems';
import { useServices } from '../useServices';
import { BoardCause } from './BoardCause';
import { BoardFilters } from './BoardFilters';
import { boardFilterAddress } from './boardFilter';
import { ServiceBoard } from './ServiceBoard';

/** The services of an environment: how they are, and their controls. */
export function ServicesPage() {
  const t = useText();
  usePageTitle(t('page.services'));
  const { environment } = useEnvironment();
  const { filter, change } = useUrlFilter(boardFilterAddress);
  const { services, problems, feed } = useServices(environment);
  return (
    <>
      <OfflineNote feed={feed} />
      <WindowNotes />
      {services.state === 'ready' && (
        <BoardCause
          health={feed.health}
          services={services.value}
          onStarted={services.reload}
        />
      )}
      <FilterBar>
        <BoardFilters
          services={services.state === 'ready' ? services.value : []}
          filter={filter}
          onChange={change}
        />
        <LiveMark connection={feed.connection} />
      </FilterBar>
      <ServiceProblems problems={problems} />
      <WhenLoaded loaded={services}>
        {all =>
          all.length === 0 ? (
            <NoServices />
          ) : (
            <ServiceBoard
              services={all}
              filter={filter}
              onChange={change}
              // Ticking boxes is not a place that one goes back to.
              onSelect={selected => change({ selected }, { replace: true })}
              onStarted={services.reload}
            />
          )
        }
      </WhenLoaded>
    </>
  );
}
