import { useCallback, useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/core-plugin-api';

const BUCKET = 'idp-orchestrator';
const KEY = 'starredFlows';

/** The flows that the reader has marked, by their ids, on whatever device where the app keeps that. */
export function useStarredFlows() {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [kept, setKept] = useState(() => bucket.snapshot<string[]>(KEY).value);

  useEffect(() => {
    const subscription = bucket
      .observe$<string[]>(KEY)
      .subscribe(({ value }) => setKept(value));
    return () => subscription.unsubscribe();
  }, [bucket]);

  const starred = useMemo(() => (Array.isArray(kept) ? [...kept] : []), [kept]);
  const toggle = useCallback(
    (flowId: string) =>
      bucket.set(
        KEY,
        starred.includes(flowId)
          ? starred.filter(id => id !== flowId)
          : [...starred, flowId],
      ),
    [bucket, starred],
  );
  return { starred, toggle };
}
