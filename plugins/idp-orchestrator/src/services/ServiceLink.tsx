import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { serviceRouteRef } from '../routes';

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
  const link = useRouteRef(serviceRouteRef);
  return ({ name, environment }: ServiceLinkProps['service']) => {
    const query = environment ? `?${new URLSearchParams({ environment })}` : '';
    return `${link({ name })}${query}`;
  };
}
