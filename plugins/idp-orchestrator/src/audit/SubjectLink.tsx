import { Link } from '@backstage/core-components';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowRouteRef, runRouteRef } from '../routes';
import { useServiceLink } from '../services/ServiceLink';
import { usePluginLink } from '../usePluginLink';

interface SubjectLinkProps {
  subject: NonNullable<AuditEntry['subject']>;
  environment?: string;
}

/** What a call was about, with its page where it has one. */
export function SubjectLink({ subject, environment }: SubjectLinkProps) {
  const runLink = usePluginLink(runRouteRef);
  const flowLink = usePluginLink(flowRouteRef);
  const serviceLink = useServiceLink();
  const { kind, id } = subject;
  switch (kind) {
    case 'run':
      return <Link to={runLink({ runId: id })}>{id}</Link>;
    case 'flow':
      return <Link to={flowLink({ flowId: id })}>{id}</Link>;
    case 'service':
      return <Link to={serviceLink({ name: id, environment })}>{id}</Link>;
    default:
      return (
        <span>
          {kind} {id}
        </span>
      );
  }
}
