import { lazy, Suspense, useMemo, type ComponentType } from 'react';
import { useLocation } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { PageBoundary } from './PageBoundary';

/** A tab whose code is under way: it stays under the page's own boundary when that does not come. */
export function LazyTab({ load }: { load: () => Promise<ComponentType> }) {
  const { pathname } = useLocation();
  const Content = useMemo(
    () => lazy(async () => ({ default: await load() })),
    [load],
  );
  return (
    <PageBoundary page={pathname}>
      <Suspense fallback={<Progress />}>
        <main>
          <Content />
        </main>
      </Suspense>
    </PageBoundary>
  );
}
