import type { CatalogFlow } from '../../flows';
import { listEffectsToShow, riskOfStart } from './listEffects';
import { UNKNOWN } from './knownInputs';
import { PlatformView, type PlatformViewOptions } from './PlatformView';
import { readFlowInput } from './readFlowInput';
import type { ResolvedStart } from './ResolvedStart';

/** What a start in an environment would do with the defaults of its input. */
export type DefaultStart = Pick<
  ResolvedStart,
  'view' | 'catalogFlow' | 'effects' | 'risk'
> & { asked: { environment: string; dryRun: boolean } };

/** Tells of flows what their starts would do, before anybody fills in an input. */
export interface ResolveFlow {
  open(): Promise<PlatformView>;
  /** With the defaults of the input; what has none is not known. */
  withDefaults(
    view: PlatformView,
    flowId: string,
    environment: string,
  ): Promise<DefaultStart | undefined>;
}

export function createResolveFlow(options: PlatformViewOptions): ResolveFlow {
  return {
    open: () => PlatformView.open(options),
    async withDefaults(view, flowId, environment) {
      const catalogFlow = view.flows.get(flowId);
      if (!catalogFlow) return undefined;
      const input = readDefaults(catalogFlow, environment);
      const started = { catalogFlow, environment, input };
      const effects = await listEffectsToShow(started, view);
      const risk = riskOfStart(catalogFlow, effects);
      return {
        view,
        catalogFlow,
        effects,
        risk,
        asked: { environment, dryRun: false },
      };
    },
  };
}

function readDefaults(
  { flow }: CatalogFlow,
  environment: string,
): Record<string, unknown> {
  const names = Object.keys(flow.input.properties ?? {});
  const place = names.includes('environment') ? { environment } : {};
  const { input } = readFlowInput(flow, place);
  const unknown = names
    .filter(name => !(name in input) && isRequired(flow.input, name))
    .map(name => [name, UNKNOWN]);
  return { ...input, ...Object.fromEntries(unknown) };
}

function isRequired(schema: Record<string, unknown>, name: string): boolean {
  const { required } = schema;
  return Array.isArray(required) && required.includes(name);
}
