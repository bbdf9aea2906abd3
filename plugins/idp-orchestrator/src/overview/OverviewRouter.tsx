import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { UnknownAddress } from '../frame/UnknownAddress';
import { PageBody } from '../PageBody';
import { OverviewPage } from './OverviewPage';

const ProblemsPage = lazy(async () => ({
  default: (await import('../problems/ProblemsPage')).ProblemsPage,
}));

/** `…/overview` and what lies under it. */
export function OverviewRouter() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/" element={<OverviewPage />} />
        <Route path="/problems" element={<ProblemsPage />} />
        <Route
          path="*"
          element={
            <PageBody>
              <UnknownAddress />
            </PageBody>
          }
        />
      </Routes>
    </Suspense>
  );
}
