import { Route, Routes } from 'react-router-dom';
import { UnknownAddress } from '../frame/UnknownAddress';
import { PageBody } from '../PageBody';
import { FlowPage } from './FlowPage';
import { FlowsPage } from './FlowsPage';

/** `…/flows` and what lies under it. */
export function FlowsRouter() {
  return (
    <PageBody>
      <Routes>
        <Route path="/" element={<FlowsPage />} />
        <Route path="/:flowId" element={<FlowPage />} />
        <Route path="*" element={<UnknownAddress />} />
      </Routes>
    </PageBody>
  );
}
