import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { UnknownAddress } from '../frame/UnknownAddress';
import { PageBody } from '../PageBody';

const RunsPage = lazy(async () => ({
  default: (await import('./RunsPage')).RunsPage,
}));
const RunPage = lazy(async () => ({
  default: (await import('../run/RunPage')).RunPage,
}));
const ComparePage = lazy(async () => ({
  default: (await import('../compare/ComparePage')).ComparePage,
}));

/** `…/runs` and what lies under it. */
export function RunsRouter() {
  return (
    <PageBody>
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="/" element={<RunsPage />} />
          <Route path="/compare" element={<ComparePage />} />
          <Route path="/:runId" element={<RunPage />} />
          <Route path="*" element={<UnknownAddress />} />
        </Routes>
      </Suspense>
    </PageBody>
  );
}
