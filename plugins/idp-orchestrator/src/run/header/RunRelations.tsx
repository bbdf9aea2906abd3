import { useCallback } from 'react';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { runRouteRef } from '../../routes';
import { ServiceLink } from '../../services/ServiceLink';
import { useText } from '../../translation';
import { addQuery, usePluginLink } from '../../usePluginLink';
import { useChildRuns } from '../children/ChildRunsProvider';
import { Fact } from './Fact';
import { servicesOf } from './servicesOf';

/** So many are named; the steps name the others. */
const SHOWN = 5;

/** The run whose step started this one. */
export function ParentRun({ parent }: { parent: NonNullable<Run['parent']> }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const runLink = usePluginLink(runRouteRef);
  const { runId } = parent;
  const loaded = useLoaded(
    useCallback(signal => api.getRun(runId, {}, { signal }), [api, runId]),
  );
  // A reader who may not see it still learns that there is one.
  const title =
    loaded.state === 'ready' ? titleOfRun(loaded.value) : t('run.parentRun');
  return (
    <Fact name={t('run.parent')}>
      <Link to={addQuery(runLink({ runId }), { step: parent.stepId })}>
        {title}
      </Link>
    </Fact>
  );
}

/** The runs that steps of this one started. */
export function ChildRuns() {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const children = useChildRuns();
  const more = children.length - SHOWN;
  if (children.length === 0) return null;
  return (
    <Fact name={t('run.children')}>
      {children.slice(0, SHOWN).map((child, index) => (
        <span key={child.id}>
          {index > 0 && ', '}
          <Link to={runLink({ runId: child.id })}>{titleOfRun(child)}</Link>
        </span>
      ))}
      {more > 0 && `, ${t('run.moreChildren', { count: more })}`}
    </Fact>
  );
}

/** The services that it starts, stops, restarts or changes. */
export function TouchedServices({ run }: { run: Run }) {
  const t = useText();
  const services = servicesOf(run);
  if (services.length === 0) return null;
  return (
    <Fact name={t('run.services')}>
      {services.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <ServiceLink
            service={{ name, environment: run.environment }}
            title={name}
          />
        </span>
      ))}
    </Fact>
  );
}
