import { useCallback, useMemo } from 'react';
import Button from '@mui/material/Button';
import FlowsIcon from '@mui/icons-material/AccountTreeOutlined';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { useApi } from '@backstage/core-plugin-api';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useUrlFilter } from '../listing/useUrlFilter';
import { Notice } from '../notice/Notice';
import { VisuallyHidden } from '../notice/VisuallyHidden';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { FlowProblems } from './FlowProblems';
import { FlowFilters } from './list/FlowFilters';
import { FlowTable } from './list/FlowTable';
import {
  filterFlows,
  flowFilterAddress,
  NO_FILTER,
  orderFlows,
} from './list/flowFilter';
import { useStarredFlows } from './list/useStarredFlows';

/** Everything that can be run. */
export function FlowsPage() {
  const t = useText();
  usePageTitle(t('page.flows'));
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  return (
    <WhenLoaded loaded={loaded}>
      {({ items, problems }) => (
        <>
          <FlowProblems problems={problems} />
          <FlowList flows={items} />
        </>
      )}
    </WhenLoaded>
  );
}

function FlowList({ flows }: { flows: FlowSummary[] }) {
  const t = useText();
  const { filter, change } = useUrlFilter(flowFilterAddress);
  const { starred, toggle } = useStarredFlows();
  const ordered = useMemo(() => orderFlows(flows, starred), [flows, starred]);
  const found = useMemo(() => filterFlows(ordered, filter), [ordered, filter]);
  const clear = () => change(NO_FILTER);

  if (flows.length === 0) {
    return (
      <Notice icon={<FlowsIcon />} title={t('flows.empty.title')}>
        {t('flows.empty.text')}
      </Notice>
    );
  }
  return (
    <>
      <FlowFilters
        flows={flows}
        filter={filter}
        onChange={change}
        onClear={clear}
      />
      <VisuallyHidden>
        <span role="status">{t('flows.found', { count: found.length })}</span>
      </VisuallyHidden>
      {found.length > 0 ? (
        <FlowTable
          flows={found}
          starred={starred}
          onStar={toggle}
          onTag={tag => change({ tags: [...new Set([...filter.tags, tag])] })}
        />
      ) : (
        <Notice
          icon={<SearchOffIcon />}
          title={t('flows.noMatch')}
          actions={<Button onClick={clear}>{t('flows.showAll')}</Button>}
        />
      )}
    </>
  );
}
