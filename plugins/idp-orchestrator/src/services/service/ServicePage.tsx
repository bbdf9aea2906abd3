import { useParams } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { serviceRouteRef } from '../../routes';
import { usePageTitle } from '../../usePageTitle';
import { ServiceView } from './ServiceView';

/** The page of one service. */
export function ServicePage() {
  const { name = '' } = useParams();
  const link = useRouteRef(serviceRouteRef);
  usePageTitle(name);
  return (
    <BreadcrumbEntry entry={{ label: name, href: link({ name }) }}>
      <ServiceView key={name} name={name} />
    </BreadcrumbEntry>
  );
}
