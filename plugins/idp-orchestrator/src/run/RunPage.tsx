import { useParams } from 'react-router-dom';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { useLoadedRun } from './feed/useRunFeed';
import { RunContent } from './RunContent';

/** The page of one run: loads it, then hands over to what follows it. */
export function RunPage() {
  const { runId = '' } = useParams();
  const t = useText();
  const loaded = useLoadedRun(runId);
  usePageTitle(t('page.runs'));
  return (
    <WhenLoaded loaded={loaded}>
      {run => <RunContent key={runId} run={run} />}
    </WhenLoaded>
  );
}
