import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import TextField from '@mui/material/TextField';
import Button from '@mui/material/Button';
import FlowsIcon from '@mui/icons-material/AccountTreeOutlined';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { useApi } from '@backstage/core-plugin-api';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { Notice } from '../notice/Notice';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { FlowGroup } from './FlowGroup';
import { FlowProblems } from './FlowProblems';

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
  const [query, setQuery] = useSearchParams();
  const text = query.get('text') ?? '';
  const found = flows.filter(flow => matches(flow, text));
  const search = (words: string) =>
    setQuery(words ? { text: words } : {}, { replace: true });

  if (flows.length === 0) {
    return (
      <Notice icon={<FlowsIcon />} title={t('flows.empty.title')}>
        {t('flows.empty.text')}
      </Notice>
    );
  }
  return (
    <>
      <TextField
        size="small"
        type="search"
        label={t('flows.search')}
        value={text}
        onChange={event => search(event.target.value)}
        sx={{ mb: 2, width: { xs: '100%', sm: 320 } }}
      />
      <FlowGroup kind="flow" flows={found} />
      <FlowGroup kind="task" flows={found} />
      {found.length === 0 && (
        <Notice
          icon={<SearchOffIcon />}
          title={t('flows.noMatch')}
          actions={
            <Button onClick={() => search('')}>{t('flows.showAll')}</Button>
          }
        />
      )}
    </>
  );
}

function matches(flow: FlowSummary, text: string): boolean {
  const where = [flow.id, flow.title, flow.description, ...flow.tags];
  return where.join(' ').toLowerCase().includes(text.trim().toLowerCase());
}
