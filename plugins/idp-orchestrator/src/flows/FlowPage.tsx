import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { WhenLoaded } from '../notice/WhenLoaded';
import { FlowContent } from './FlowContent';

/** The page of one flow. */
export function FlowPage() {
  const { flowId = '' } = useParams();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.getFlow(flowId, { signal }), [api, flowId]),
  );
  return (
    <WhenLoaded loaded={loaded}>
      {flow => <FlowContent key={flow.id} flow={flow} />}
    </WhenLoaded>
  );
}
