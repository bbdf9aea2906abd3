import { useCallback, useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/core-plugin-api';

const BUCKET = 'idp-orchestrator';
const KEY = 'environment';

/** So long (ms) what was remembered is waited for; a storage that never answers remembers nothing. */
const PATIENCE_MS = 2_000;

/** The environment that the reader chose last, on whatever device where the app keeps that. */
export function useRememberedEnvironment() {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [kept, setKept] = useState(() => bucket.snapshot<string>(KEY));
  const [isPatient, setIsPatient] = useState(true);

  useEffect(() => {
    const subscription = bucket.observe$<string>(KEY).subscribe(setKept);
    return () => subscription.unsubscribe();
  }, [bucket]);

  useEffect(() => {
    const timer = setTimeout(() => setIsPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);

  const remember = useCallback(
    // A choice that cannot be kept holds all the same: the address has it.
    (name: string) => void bucket.set(KEY, name).catch(() => {}),
    [bucket],
  );
  return {
    remembered: typeof kept.value === 'string' ? kept.value : undefined,
    isLoading: kept.presence === 'unknown' && isPatient,
    remember,
  };
}
