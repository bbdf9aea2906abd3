import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { UnknownAddress } from '../frame/UnknownAddress';
import { PageBody } from '../PageBody';
import { SchedulesPage } from './list/SchedulesPage';

const SchedulePage = lazy(async () => ({
  default: (await import('./page/SchedulePage')).SchedulePage,
}));
const NewSchedulePage = lazy(async () => ({
  default: (await import('./form/NewSchedulePage')).NewSchedulePage,
}));
const EditSchedulePage = lazy(async () => ({
  default: (await import('./form/EditSchedulePage')).EditSchedulePage,
}));

/** `…/schedules` and what lies under it. */
export function SchedulesRouter() {
  return (
    <PageBody>
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="/" element={<SchedulesPage />} />
          <Route path="/_new" element={<NewSchedulePage />} />
          <Route path="/:scheduleId" element={<SchedulePage />} />
          <Route path="/:scheduleId/edit" element={<EditSchedulePage />} />
          <Route path="*" element={<UnknownAddress />} />
        </Routes>
      </Suspense>
    </PageBody>
  );
}
