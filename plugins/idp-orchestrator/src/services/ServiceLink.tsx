import { useCallback } from 'react';
import { Link } from '@backstage/core-components';
import { serviceRouteRef } from '../routes';
import { addQuery, usePluginLink } from '../usePluginLink';

interface ServiceLinkProps {
  service: { name: string; environment?: string };
  title: string;
}

/** Leads to a service's page. */
export function ServiceLink({ service, title }: ServiceLinkProps) {
  const link = useServiceLink();
  return <Link to={link(service)}>{title}</Link>;
}

/** The address of a service's page in its environment. */
export function useServiceLink() {
  const link = usePluginLink(serviceRouteRef);
  return useCallback(
    ({ name, environment }: ServiceLinkProps['service']) =>
      addQuery(link({ name }), { environment }),
    [link],
  );
}
