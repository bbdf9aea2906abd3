import Button from '@mui/material/Button';
import HistoryIcon from '@mui/icons-material/History';
import { Link } from '@backstage/core-components';
import { PagedList } from '../listing/PagedList';
import { useUrlFilter } from '../listing/useUrlFilter';
import { Notice } from '../notice/Notice';
import { useMyRef } from '../people/useMyRef';
import { flowsRouteRef } from '../routes';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { usePluginLink } from '../usePluginLink';
import { CompareBar } from './CompareBar';
import { isFiltered, runFilterAddress, toggleSelected } from './runFilter';
import { RunFilters } from './RunFilters';
import { RunStrip } from './RunStrip';
import { RunTable } from './RunTable';
import { useRunPage } from './useRunPage';
import { RunViews } from './views/RunViews';

const PAGE_SIZE = 25;

/** The history of runs, newest first. */
export function RunsPage() {
  const t = useText();
  usePageTitle(t('page.runs'));
  const { filter, change, clear } = useUrlFilter(runFilterAddress);
  const { cursor, selected } = filter;
  const me = useMyRef();
  const loaded = useRunPage(filter, PAGE_SIZE);
  // Ticking boxes is neither another place in the list nor one to go back to.
  const choose = (ids: string[]) =>
    change({ selected: ids, cursor }, { replace: true });
  return (
    <>
      <RunViews filter={filter} me={me} />
      <RunFilters
        filter={filter}
        onChange={change}
        runs={loaded.state === 'ready' ? loaded.value.items : []}
        me={me}
      />
      <RunStrip filter={filter} />
      <PagedList
        loaded={loaded}
        cursor={cursor}
        isFiltered={isFiltered(filter)}
        empty={<NoRuns />}
        noMatch={t('runs.noMatch')}
        showAll={t('runs.showAll')}
        onClear={clear}
        onTurn={to => change({ cursor: to })}
      >
        {runs => (
          <RunTable
            runs={runs}
            choice={{
              selected,
              onToggle: id => choose(toggleSelected(selected, id)),
            }}
          />
        )}
      </PagedList>
      <CompareBar selected={selected} onClear={() => choose([])} />
    </>
  );
}

function NoRuns() {
  const t = useText();
  const flowsLink = usePluginLink(flowsRouteRef);
  return (
    <Notice
      icon={<HistoryIcon />}
      title={t('runs.empty.title')}
      actions={
        <Button variant="outlined" component={Link} to={flowsLink()}>
          {t('runs.empty.act')}
        </Button>
      }
    >
      {t('runs.empty.text')}
    </Notice>
  );
}
