import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import type { Caller } from '../Caller';
import { holds, type Condition, type Term } from './condition';
import { refuse } from './refusals';

/**
 * A permission for resources of one kind, together with the traits that tell
 * these apart.
 */
export interface Guard<Trait extends string> {
  permission: ResourcePermission;
  resource: PermissionResourceRef<Record<Trait, string>, Term<Trait>>;
}

/**
 * A decision of the policy on what a caller may do: everything, nothing, or
 * what a condition holds for.
 */
export type AccessDecision<Trait extends string> =
  | { kind: 'all' }
  | { kind: 'none' }
  | { kind: 'where'; condition: Condition<Trait> };

/**
 * Asks Backstage's permission policy. Conditions are evaluated here, so that
 * one call of a use case asks for each permission once, whatever the number
 * of things it is about.
 */
export class PermissionGate {
  readonly #asked = new WeakMap<
    Caller,
    Map<ResourcePermission, Promise<PolicyDecision>>
  >();

  constructor(
    private readonly permissions: PermissionsService,
    private readonly registry: PermissionsRegistryService,
  ) {}

  /**
   * Requires a permission that is not about a resource.
   *
   * @throws NotAllowedError naming the permission
   */
  async require(caller: Caller, permission: BasicPermission): Promise<void> {
    if (!(await this.allows(caller, permission))) throw refuse(permission);
  }

  /** Tells whether a caller has a permission that is not about a resource. */
  async allows(caller: Caller, permission: BasicPermission): Promise<boolean> {
    const [{ result }] = await this.permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }

  async decisionOf<Trait extends string>(
    caller: Caller,
    { permission, resource }: Guard<Trait>,
  ): Promise<AccessDecision<Trait>> {
    const told = await this.#ask(caller, permission);
    if (told.result === AuthorizeResult.ALLOW) return { kind: 'all' };
    if (!('conditions' in told)) return { kind: 'none' };
    const rules = this.registry.getPermissionRuleset(resource);
    const toCondition = createConditionTransformer<Term<Trait>>(rules);
    return { kind: 'where', condition: toCondition(told.conditions) };
  }

  /**
   * Gives the condition under which a caller may do something; undefined when
   * they always may.
   *
   * @throws NotAllowedError naming the permission when never
   */
  async conditionOf<Trait extends string>(
    caller: Caller,
    guard: Guard<Trait>,
  ): Promise<Condition<Trait> | undefined> {
    const decision = await this.decisionOf(caller, guard);
    if (decision.kind === 'none') throw refuse(guard.permission);
    return decision.kind === 'where' ? decision.condition : undefined;
  }

  #ask(
    caller: Caller,
    permission: ResourcePermission,
  ): Promise<PolicyDecision> {
    const asked = this.#asked.get(caller) ?? new Map();
    this.#asked.set(caller, asked);
    const decision = asked.get(permission) ?? this.#decide(caller, permission);
    asked.set(permission, decision);
    return decision;
  }

  async #decide(
    caller: Caller,
    permission: ResourcePermission,
  ): Promise<PolicyDecision> {
    // Of somebody who is not there nobody has credentials.
    if (caller.standing) return caller.standing.decide(permission);
    const { credentials } = caller;
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }
}

/**
 * Tells whether a decision lets the caller do something to what has these
 * traits.
 */
export function isWithin<Trait extends string>(
  decision: AccessDecision<Trait>,
  traits: Record<Trait, string>,
): boolean {
  if (decision.kind === 'where') return holds(decision.condition, traits);
  return decision.kind === 'all';
}
