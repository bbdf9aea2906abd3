import { useCallback, useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { WhenLoaded } from '../notice/WhenLoaded';
import { usePageTitle } from '../usePageTitle';
import { FlowContent } from './FlowContent';

/** The page of one flow. */
export function FlowPage() {
  const { flowId = '' } = useParams();
  return <OneFlow key={flowId} flowId={flowId} />;
}

/** The form is filled in as the run in the address was, if there is one. */
function OneFlow({ flowId }: { flowId: string }) {
  const api = useApi(orchestratorApiRef);
  usePageTitle(flowId);
  const [query] = useSearchParams();
  // The address goes on to say what is filled in, and no longer from where.
  const [again] = useState(query.get('again'));
  const loaded = useLoaded(
    useCallback(
      async signal => {
        const [flow, run] = await Promise.all([
          api.getFlow(flowId, { signal }),
          again ? api.getRun(again, {}, { signal }) : undefined,
        ]);
        return { flow, run };
      },
      [api, flowId, again],
    ),
  );
  return (
    <WhenLoaded loaded={loaded}>
      {({ flow, run }) => <FlowContent flow={flow} again={run} />}
    </WhenLoaded>
  );
}
