import { useCallback } from 'react';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { FailureNotice } from '../notice/FailureNotice';
import { Notice } from '../notice/Notice';
import { PageBody } from '../PageBody';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { isFiltered, toListAuditQuery, type AuditFilter } from './auditFilter';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { useAuditFilter } from './useAuditFilter';
import { VerifyButton } from './VerifyButton';

const PAGE_SIZE = 50;

/** Who did what, when, why and from where, the newest first. */
export function AuditPage() {
  const t = useText();
  usePageTitle(t('page.audit'));
  const { filter, change, clear } = useAuditFilter();
  return (
    <PageBody>
      <AuditFilters filter={filter} onChange={change} />
      <VerifyButton />
      <AuditList filter={filter} onChange={change} onClear={clear} />
    </PageBody>
  );
}

interface AuditListProps {
  filter: AuditFilter;
  onChange: (part: Partial<AuditFilter>) => void;
  onClear: () => void;
}

function AuditList({ filter, onChange, onClear }: AuditListProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.listAudit(toListAuditQuery(filter, PAGE_SIZE), { signal }),
      [api, filter],
    ),
  );
  useRefresh(loaded.reload);
  if (loaded.state === 'loading') return <Progress />;
  if (loaded.state === 'failed') {
    return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
  }
  const { items, nextCursor } = loaded.value;
  if (items.length === 0) {
    return isFiltered(filter) || filter.cursor ? (
      <Notice
        icon={<SearchOffIcon />}
        title={t('audit.noMatch')}
        actions={<Button onClick={onClear}>{t('audit.showAll')}</Button>}
      />
    ) : (
      <Notice icon={<AuditIcon />} title={t('audit.empty.title')}>
        {t('audit.empty.text')}
      </Notice>
    );
  }
  return (
    <>
      <AuditTable entries={items} />
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
            {t('audit.newest')}
          </Button>
          <Button
            disabled={!nextCursor}
            onClick={() => onChange({ cursor: nextCursor })}
          >
            {t('audit.older')}
          </Button>
        </Stack>
      )}
    </>
  );
}
