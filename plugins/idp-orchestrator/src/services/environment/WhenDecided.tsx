import type { ReactNode } from 'react';
import { Navigate } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { useEnvironment } from './useEnvironment';

/** Holds a page back until it is known which environment it is about, and stands in its address. */
export function WhenDecided({ children }: { children: ReactNode }) {
  const { isDecided, correction } = useEnvironment();
  if (!isDecided) return <Progress />;
  return correction ? <Navigate to={correction} replace /> : <>{children}</>;
}
