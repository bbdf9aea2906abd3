import { useParams } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { FailureNotice } from '../notice/FailureNotice';
import { useLoadedRun } from './feed/useRunFeed';
import { RunContent } from './RunContent';

/** The page of one run: loads it, then hands over to what follows it. */
export function RunPage() {
  const { runId = '' } = useParams();
  const loaded = useLoadedRun(runId);
  switch (loaded.state) {
    case 'loading':
      return <Progress />;
    case 'failed':
      return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
    default:
      return <RunContent key={runId} run={loaded.value} />;
  }
}
