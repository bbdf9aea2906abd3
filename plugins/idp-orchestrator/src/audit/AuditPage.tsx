import { useCallback } from 'react';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import { useApi } from '@backstage/core-plugin-api';
import {
  principalOf,
  type AuditEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useRefresh } from '../api/useRefresh';
import { PagedList } from '../listing/PagedList';
import { useUrlFilter } from '../listing/useUrlFilter';
import { Notice } from '../notice/Notice';
import { PageBody } from '../PageBody';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import {
  auditFilterAddress,
  isFiltered,
  toListAuditQuery,
  type AuditFilter,
} from './auditFilter';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { VerifyButton } from './VerifyButton';

const PAGE_SIZE = 50;

/** Who did what, when, why and from where, the newest first. */
export function AuditPage() {
  const t = useText();
  usePageTitle(t('page.audit'));
  const { filter, change, clear } = useUrlFilter(auditFilterAddress);
  const loaded = useAuditEntries(filter);
  return (
    <PageBody>
      <AuditFilters
        filter={filter}
        people={loaded.state === 'ready' ? peopleIn(loaded.value.items) : []}
        onChange={change}
      />
      <VerifyButton />
      <PagedList
        loaded={loaded}
        cursor={filter.cursor}
        isFiltered={isFiltered(filter)}
        empty={
          <Notice icon={<AuditIcon />} title={t('audit.empty.title')}>
            {t('audit.empty.text')}
          </Notice>
        }
        noMatch={t('audit.noMatch')}
        showAll={t('audit.showAll')}
        onClear={clear}
        onTurn={cursor => change({ cursor })}
      >
        {entries => <AuditTable entries={entries} />}
      </PagedList>
    </PageBody>
  );
}

/** Everybody who stands in these entries, each once. */
function peopleIn(entries: AuditEntry[]): string[] {
  const refs = entries.flatMap(({ by }) => [by.ref, principalOf(by)]);
  return [...new Set(refs)].sort();
}

function useAuditEntries(filter: AuditFilter) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.listAudit(toListAuditQuery(filter, PAGE_SIZE), { signal }),
      [api, filter],
    ),
  );
  useRefresh(loaded.reload);
  return loaded;
}
