import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { shortRef } from '../people/InitiatorName';
import { catalogEntityRouteRef } from '../routes';

/** An entity's page in the catalog; its name alone where there is no catalog. */
export function EntityLink({ entityRef }: { entityRef: string }) {
  const link = useRouteRef(catalogEntityRouteRef);
  const target = link && parseEntityRef(entityRef, FALLBACKS);
  if (!target) return <span title={entityRef}>{shortRef(entityRef)}</span>;
  // It stands within sentences, where colour alone does not tell it from them.
  return (
    <Link to={link(target)} title={entityRef} underline="always">
      {target.name}
    </Link>
  );
}

const FALLBACKS = { defaultKind: 'component', defaultNamespace: 'default' };
