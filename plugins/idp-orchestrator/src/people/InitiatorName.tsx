import Tooltip from '@mui/material/Tooltip';
import {
  principalBehind,
  type Initiator,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

/** `user:default/jane` as `jane`; anything else as it is. */
export function shortRef(ref: string): string {
  return /^[^:/]+:[^/]+\/(.+)$/.exec(ref)?.[1] ?? ref;
}

/** Who asked: a person, a service, or an agent or a rule with whom it acts for. */
export function InitiatorName({ initiator }: { initiator: Initiator }) {
  const t = useText();
  const name = shortRef(initiator.ref);
  const principal = principalBehind(initiator);
  return (
    <Tooltip
      title={principal ? `${initiator.ref} → ${principal}` : initiator.ref}
    >
      <span>
        {principal
          ? t('people.onBehalfOf', { agent: name, person: shortRef(principal) })
          : name}
      </span>
    </Tooltip>
  );
}
