import type { Initiator } from './Initiator';

/**
 * Names who answers for it: for an agent the user or service that it acts for,
 * if there is one.
 *
 * @public
 */
export function principalOf(initiator: Initiator): string {
  return initiator.kind === 'agent'
    ? (initiator.onBehalfOf ?? initiator.ref)
    : initiator.ref;
}

/**
 * Names who asked for it as people do in a sentence: without the kind and namespace of an entity.
 *
 * @public
 */
export function titleOfInitiator(initiator: Initiator): string {
  const principal = principalOf(initiator);
  const name = principal.split('/').at(-1) || principal;
  return initiator.kind === 'agent' && initiator.onBehalfOf
    ? `${initiator.ref} for ${name}`
    : name;
}
