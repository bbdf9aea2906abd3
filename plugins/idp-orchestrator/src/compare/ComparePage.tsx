import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import Button from '@mui/material/Button';
import CompareIcon from '@mui/icons-material/CompareArrows';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { Notice } from '../notice/Notice';
import { WhenLoaded } from '../notice/WhenLoaded';
import { runsRouteRef } from '../routes';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { usePluginLink } from '../usePluginLink';
import { RunsCompared } from './RunsCompared';

/** Two runs beside each other, which the address names: `?a=<id>&b=<id>`. */
export function ComparePage() {
  const t = useText();
  usePageTitle(t('compare.title'));
  const [query, setQuery] = useSearchParams();
  const a = query.get('a');
  const b = query.get('b');
  if (!a || !b) return <NoRuns />;
  return <Pair a={a} b={b} onSwap={() => setQuery({ a: b, b: a })} />;
}

function Pair({ a, b, onSwap }: { a: string; b: string; onSwap: () => void }) {
  const api = useApi(orchestratorApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      Promise.all([
        api.getRun(a, {}, { signal }),
        api.getRun(b, {}, { signal }),
      ]),
    [api, a, b],
  );
  return (
    <WhenLoaded loaded={useLoaded(load)}>
      {([first, second]) => (
        <RunsCompared a={first} b={second} onSwap={onSwap} />
      )}
    </WhenLoaded>
  );
}

function NoRuns() {
  const t = useText();
  const runsLink = usePluginLink(runsRouteRef);
  return (
    <Notice
      icon={<CompareIcon />}
      title={t('compare.missing.title')}
      actions={
        <Button variant="outlined" component={Link} to={runsLink()}>
          {t('compare.missing.act')}
        </Button>
      }
    >
      {t('compare.missing.text')}
    </Notice>
  );
}
