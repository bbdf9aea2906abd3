import type { NotAllowedError } from '@backstage/errors';
import type { Caller } from '../Caller';
import type { CatalogFlow } from '../../flows';
import type { PlatformView } from '../resolve/PlatformView';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import { holds } from './condition';
import { operateService, readFlow, readService, startOf } from './guards';
import { isWithin, type PermissionGate } from './PermissionGate';
import { notFound, refuse } from './refusals';
import { traitsOfService } from './resources';
import { listStartQuestions, type StartQuestion } from './startQuestions';

/** A start as far as it is asked about, with the view that it was read by. */
type AskedStart = Parameters<typeof listStartQuestions>[0] & {
  view: Pick<PlatformView, 'environments' | 'listServices'>;
};

type Question<About extends StartQuestion['about']> = Extract<
  StartQuestion,
  { about: About }
>;

/** Decides who may start what, on everything that the start would execute. */
export class StartAuthorizer {
  constructor(private readonly gate: PermissionGate) {}

  /**
   * Lets nobody learn of a flow that they may not see.
   *
   * @throws NotAllowedError when the caller may see no flow at all,
   *   NotFoundError when not this one, as if it were not there
   */
  async requireVisible(
    caller: Caller,
    flowId: string,
    found: CatalogFlow | undefined,
  ): Promise<void> {
    const condition = await this.gate.conditionOf(caller, readFlow);
    if (!condition) return;
    const { id, risk } = found?.flow ?? { id: flowId, risk: '' };
    if (found && holds(condition, { flow: id, risk })) return;
    throw notFound(`flow ${flowId}`, found !== undefined);
  }

  /**
   * Refuses those who may start nothing of this kind, whatever they ask for, so
   * that they are not told what would be wrong with it.
   *
   * @throws NotAllowedError
   */
  async requireSome(caller: Caller, kind: CatalogFlow['kind']): Promise<void> {
    await this.gate.conditionOf(caller, startOf(kind));
  }

  /**
   * Requires that a caller may start everything that the start would execute.
   *
   * @throws NotAllowedError naming the permission that is missing, and for what
   */
  async require(caller: Caller, start: ResolvedStart): Promise<void> {
    const refusal = await this.refusalOf(caller, start);
    if (refusal) throw refusal;
  }

  /**
   * Gives the refusal of a caller who may not start this; undefined when they
   * may.
   */
  async refusalOf(
    caller: Caller,
    start: AskedStart,
  ): Promise<NotAllowedError | undefined> {
    for (const question of listStartQuestions(start)) {
      const refusal =
        question.about === 'start'
          ? await this.#refusalToStart(caller, question)
          : await this.#refusalOnServices(caller, question, start.view);
      if (refusal) return refusal;
    }
    return undefined;
  }

  async #refusalToStart(
    caller: Caller,
    { kind, traits, through }: Question<'start'>,
  ): Promise<NotAllowedError | undefined> {
    const guard = startOf(kind);
    const decision = await this.gate.decisionOf(caller, guard);
    if (isWithin(decision, traits)) return undefined;
    if (decision.kind === 'none') return refuse(guard.permission);
    const { flow, risk, environment } = traits;
    const why = through ? `${risk}: through ${through}` : risk;
    return refuse(guard.permission, `${flow} (risk ${why}) in ${environment}`);
  }

  /**
   * Gives the refusal to touch services. Where nobody can tell before which
   * services, or where, it takes the permission for all.
   */
  async #refusalOnServices(
    caller: Caller,
    { act, services, environment }: Question<'service'>,
    view: AskedStart['view'],
  ): Promise<NotAllowedError | undefined> {
    const guard = act === 'read' ? readService : operateService;
    const decision = await this.gate.decisionOf(caller, guard);
    if (decision.kind === 'all') return undefined;
    if (decision.kind === 'none') return refuse(guard.permission);
    const places = environment ? [environment] : view.environments.known;
    for (const place of places) {
      const known = await view.listServices(place);
      const named = services === 'any' ? [] : services;
      const meant =
        services === 'any'
          ? known
          : named.map(
              name =>
                known.find(service => service.name === name) ?? {
                  name,
                  environment: place,
                },
            );
      const refused = meant.filter(
        service => !isWithin(decision, traitsOfService(service)),
      );
      if (refused.length > 0) {
        const names = refused.map(({ name }) => name).join(', ');
        return refuse(guard.permission, `${names} in ${place}`);
      }
    }
    return undefined;
  }
}
