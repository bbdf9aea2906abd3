import { useCallback } from 'react';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';

/**
 * Saves a step's whole log as a text file. A plain link would not carry the
 * user's token, so it is fetched and handed to the browser as a blob.
 */
export function useLogDownload(runId: string, step: string) {
  const discoveryApi = useApi(discoveryApiRef);
  const { fetch } = useApi(fetchApiRef);

  return useCallback(async () => {
    const baseUrl = await discoveryApi.getBaseUrl('idp-orchestrator');
    const query = new URLSearchParams({
      step,
      format: 'text',
      download: 'true',
    });
    const response = await fetch(
      `${baseUrl}/v1/runs/${encodeURIComponent(runId)}/logs?${query}`,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    saveAs(await response.blob(), `${runId}-${step}.log`);
  }, [discoveryApi, fetch, runId, step]);
}

function saveAs(blob: Blob, name: string) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
