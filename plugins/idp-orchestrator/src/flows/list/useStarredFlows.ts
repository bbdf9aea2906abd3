import { useCallback, useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/core-plugin-api';

const BUCKET = 'idp-orchestrator';
const KEY = 'starredFlows';

/** The ids of the flows that this person has starred, kept where Backstage keeps a person's settings. */
export function useStarredFlows() {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [starred, setStarred] = useState(() =>
    readIds(bucket.snapshot(KEY).value),
  );
  useEffect(() => {
    const subscription = bucket
      .observe$(KEY)
      .subscribe(({ value }) => setStarred(readIds(value)));
    return () => subscription.unsubscribe();
  }, [bucket]);

  const toggle = useCallback(
    (flowId: string) => {
      const next = starred.includes(flowId)
        ? starred.filter(id => id !== flowId)
        : [...starred, flowId];
      return bucket.set(KEY, next);
    },
    [bucket, starred],
  );
  return { starred, toggle };
}

function readIds(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}
