import { useCallback, useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/core-plugin-api';

/** A choice of runs that a person has named; `query` is what the address has of it. */
export interface SavedView {
  name: string;
  query: string;
}

const BUCKET = 'idp-orchestrator';
const KEY = 'run-views';

/** The reader's own views, kept where Backstage keeps what belongs to a person. */
export function useSavedViews() {
  const storageApi = useApi(storageApiRef);
  const storage = useMemo(() => storageApi.forBucket(BUCKET), [storageApi]);
  const [views, setViews] = useState(() =>
    readViews(storage.snapshot(KEY).value),
  );
  useEffect(() => {
    setViews(readViews(storage.snapshot(KEY).value));
    const subscription = storage
      .observe$(KEY)
      .subscribe(({ value }) => setViews(readViews(value)));
    return () => subscription.unsubscribe();
  }, [storage]);

  const store = useCallback(
    (wanted: SavedView[]) =>
      storage.set(
        KEY,
        wanted.map(({ name, query }) => ({ name, query })),
      ),
    [storage],
  );
  const others = (name: string) => views.filter(view => view.name !== name);
  /** One of the same name is replaced. */
  const save = (view: SavedView) => store([...others(view.name), view]);
  const remove = (name: string) => store(others(name));
  return { views, save, remove };
}

/** What is stored may be from another version, or of another hand. */
function readViews(value: unknown): SavedView[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(one => {
    const { name, query } = (one ?? {}) as Partial<SavedView>;
    return typeof name === 'string' && typeof query === 'string'
      ? [{ name, query }]
      : [];
  });
}
