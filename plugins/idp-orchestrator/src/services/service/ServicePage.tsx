import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { serviceRouteRef } from '../../routes';
import { usePluginLink } from '../../usePluginLink';
import { usePageTitle } from '../../usePageTitle';
import { ServiceView } from './ServiceView';

/** The page of one service. */
export function ServicePage() {
  const { name = '' } = useParams();
  const link = usePluginLink(serviceRouteRef);
  usePageTitle(name);
  return (
    <BreadcrumbEntry entry={{ label: name, href: link({ name }) }}>
      <ServiceView key={name} name={name} />
    </BreadcrumbEntry>
  );
}
