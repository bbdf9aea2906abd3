import Tooltip from '@mui/material/Tooltip';
import type { Initiator } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

/** `user:default/jane` as `jane`; anything else as it is. */
export function shortRef(ref: string): string {
  return /^[^:/]+:[^/]+\/(.+)$/.exec(ref)?.[1] ?? ref;
}

/** Who asked: a person, a service, or an agent with the person it acts for. */
export function InitiatorName({ initiator }: { initiator: Initiator }) {
  const t = useText();
  const name = shortRef(initiator.ref);
  const behind = initiator.kind === 'agent' ? initiator.onBehalfOf : undefined;
  return (
    <Tooltip title={behind ? `${initiator.ref} → ${behind}` : initiator.ref}>
      <span>
        {behind
          ? t('people.onBehalfOf', { agent: name, person: shortRef(behind) })
          : name}
      </span>
    </Tooltip>
  );
}
