import type { Initiator } from './Initiator';

/**
 * Names the user or service that an agent or a rule acts for; undefined for who
 * acts for themselves.
 *
 * @public
 */
export function principalBehind(initiator: Initiator): string | undefined {
  return 'onBehalfOf' in initiator ? initiator.onBehalfOf : undefined;
}

/**
 * Names who answers for it: for an agent or a rule the user or service that it
 * acts for, if there is one.
 *
 * @public
 */
export function principalOf(initiator: Initiator): string {
  return principalBehind(initiator) ?? initiator.ref;
}

/**
 * Names who asked for it as people do in a sentence: without the kind and namespace of an entity.
 *
 * @public
 */
export function titleOfInitiator(initiator: Initiator): string {
  const principal = principalOf(initiator);
  const name = principal.split('/').at(-1) || principal;
  return principalBehind(initiator) ? `${initiator.ref} for ${name}` : name;
}
