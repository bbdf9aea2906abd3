import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../../platform';
import { findActionOf, type ScriptActionDescription } from '../../ports';
import { highestRisk, type ServiceEffectAct } from './Effect';
import type { PlatformView } from './PlatformView';

/** The highest risk of some actions of scripts; one that only reads is harmless. */
export function riskOfActions(
  actions: Array<Pick<ScriptActionDescription, 'readOnly' | 'risk'>>,
): Risk {
  return highestRisk(
    actions.map(({ readOnly, risk }) => (readOnly ? 'low' : risk)),
  );
}

interface ServiceAsk {
  act: ServiceEffectAct;
  services: string[] | 'any';
  /** Any that there is when absent. */
  environment?: string;
}

/**
 * The risk of what is done to services: that of the script action which
 * controls each, and medium where a cluster does, as operations say.
 */
export async function riskOfService(
  { act, services, environment }: ServiceAsk,
  view: PlatformView,
): Promise<Risk> {
  if (act === 'look') return 'low';
  const places =
    environment === undefined ? view.environments.known : [environment];
  const lists = await Promise.all(
    places.map(place => view.listServices(place)),
  );
  const meant = lists
    .flat()
    .filter(({ name }) => services === 'any' || services.includes(name));
  return highestRisk(meant.flatMap(service => risksOf(service, act, view)));
}

function risksOf(
  { control }: ServiceDefinition,
  act: Exclude<ServiceEffectAct, 'look'>,
  { scripts }: PlatformView,
): Risk[] {
  if (control.kind === 'kubernetes') return ['medium'];
  if (control.kind === 'none') return [];
  const script = scripts.get(control.script);
  const { start, stop } = control.actions;
  const names =
    act === 'start' || act === 'stop' ? [control.actions[act]] : [start, stop];
  if (!script) return [];
  const actions = names.flatMap(name => findActionOf(script, name) ?? []);
  return [riskOfActions(actions)];
}
