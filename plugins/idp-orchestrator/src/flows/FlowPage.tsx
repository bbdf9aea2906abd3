import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { FailureNotice } from '../notice/FailureNotice';
import { FlowContent } from './FlowContent';

/** The page of one flow. */
export function FlowPage() {
  const { flowId = '' } = useParams();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.getFlow(flowId, { signal }), [api, flowId]),
  );
  switch (loaded.state) {
    case 'loading':
      return <Progress />;
    case 'failed':
      return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
    default:
      return <FlowContent key={flowId} flow={loaded.value} />;
  }
}
