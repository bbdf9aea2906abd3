import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import HistoryIcon from '@mui/icons-material/History';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Link, Progress } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { FailureNotice } from '../notice/FailureNotice';
import { Notice } from '../notice/Notice';
import { flowsRouteRef } from '../routes';
import { useText } from '../translation';
import { isFiltered, type RunFilter } from './runFilter';
import { RunFilters } from './RunFilters';
import { RunTable } from './RunTable';
import { useRunFilter } from './useRunFilter';
import { useRunPage } from './useRunPage';

/** The history of runs, newest first. */
export function RunsPage() {
  const { filter, change, clear } = useRunFilter();
  return (
    <>
      <RunFilters filter={filter} onChange={change} />
      <RunList filter={filter} onChange={change} onClear={clear} />
    </>
  );
}

interface RunListProps {
  filter: RunFilter;
  onChange: (part: Partial<RunFilter>) => void;
  onClear: () => void;
}

function RunList({ filter, onChange, onClear }: RunListProps) {
  const t = useText();
  const loaded = useRunPage(filter);
  if (loaded.state === 'loading') return <Progress />;
  if (loaded.state === 'failed') {
    return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
  }
  const { items, nextCursor } = loaded.value;
  if (items.length === 0) {
    return isFiltered(filter) || filter.cursor ? (
      <Notice
        icon={<SearchOffIcon />}
        title={t('runs.noMatch')}
        actions={<Button onClick={onClear}>{t('runs.showAll')}</Button>}
      />
    ) : (
      <NoRuns />
    );
  }
  return (
    <>
      <RunTable runs={items} />
      {(filter.cursor || nextCursor) && (
        <Stack
          direction="row"
          spacing={1}
          sx={{ justifyContent: 'flex-end', mt: 1 }}
        >
          <Button
            disabled={!filter.cursor}
            onClick={() => onChange({ cursor: undefined })}
          >
            {t('runs.newest')}
          </Button>
          <Button
            disabled={!nextCursor}
            onClick={() => onChange({ cursor: nextCursor })}
          >
            {t('runs.older')}
          </Button>
        </Stack>
      )}
    </>
  );
}

function NoRuns() {
  const t = useText();
  const flowsLink = useRouteRef(flowsRouteRef);
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
