import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  ScheduleDueTime,
  ScheduleTiming,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';

/** The backend is asked when nobody has typed for so long (ms). */
const LAG_MS = 400;

export interface Preview {
  /** Absent as long as it is being worked out. */
  nextTimes?: ScheduleDueTime[];
  notes: string[];
  error?: Error;
}

const ASKING: Preview = { notes: [] };

/** Works out when something would be due, while it is being filled in; undefined as long as that is not said. */
export function usePreview(
  timing: ScheduleTiming | undefined,
): Preview | undefined {
  const api = useApi(orchestratorApiRef);
  const asked = timing && JSON.stringify(timing);
  const [answer, setAnswer] = useState<{ to: string; preview: Preview }>();
  useEffect(() => {
    if (asked === undefined) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const preview = await ask(asked, abort.signal);
      if (!abort.signal.aborted) setAnswer({ to: asked, preview });
    }, LAG_MS);
    const ask = (text: string, signal: AbortSignal): Promise<Preview> =>
      api
        .previewSchedule({ ...JSON.parse(text), count: 5 }, { signal })
        .catch((error: Error) => ({ notes: [], error }));
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, asked]);
  if (asked === undefined) return undefined;
  return answer?.to === asked ? answer.preview : ASKING;
}
