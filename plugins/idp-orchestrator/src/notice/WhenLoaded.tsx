import type { ReactNode } from 'react';
import { Progress } from '@backstage/core-components';
import type { Loaded } from '../api/useLoaded';
import { FailureNotice } from './FailureNotice';

interface WhenLoadedProps<T> {
  loaded: Loaded<T> & { reload: () => void };
  children: (value: T) => ReactNode;
}

/** What was asked of the backend; until it is there that it is on its way, or why it does not come. */
export function WhenLoaded<T>({ loaded, children }: WhenLoadedProps<T>) {
  switch (loaded.state) {
    case 'loading':
      return <Progress />;
    case 'failed':
      return <FailureNotice error={loaded.error} onRetry={loaded.reload} />;
    default:
      return <>{children(loaded.value)}</>;
  }
}
