import { useCallback } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useLoaded } from '../api/useLoaded';

/** The reader as an entity reference; undefined until it is known, and for who has none. */
export function useMyRef(): string | undefined {
  const identity = useApi(identityApiRef);
  const loaded = useLoaded(
    useCallback(() => identity.getBackstageIdentity(), [identity]),
  );
  return loaded.state === 'ready' ? loaded.value.userEntityRef : undefined;
}
