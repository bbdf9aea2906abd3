import { Route, Routes } from 'react-router-dom';
import { UnknownAddress } from '../frame/UnknownAddress';
import { PageBody } from '../PageBody';
import { ServicesPage } from './board/ServicesPage';
import { ServicePage } from './service/ServicePage';

/** `…/services` and what lies under it. */
export function ServicesRouter() {
  return (
    <PageBody>
      <Routes>
        <Route path="/" element={<ServicesPage />} />
        <Route path="/:name" element={<ServicePage />} />
        <Route path="*" element={<UnknownAddress />} />
      </Routes>
    </PageBody>
  );
}
