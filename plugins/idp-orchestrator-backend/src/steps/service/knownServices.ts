import type { Annotation } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineStepContext } from '../../engine/EngineStepContext';
import type { SaidService, ScriptFollower } from '../../ports';

export interface KnownServicesOptions {
  /** Lists the services of an environment. */
  list(
    environment: string,
  ): Promise<Array<{ name: string; aliases?: string[] }>>;
}

/**
 * Makes the context of an attempt whose script may say what it does to services:
 * by whichever of its names each is meant. What is no service of the
 * environment is a warning. The services are listed when the first is named.
 */
export function withKnownServices(
  context: EngineStepContext,
  options: KnownServicesOptions,
): EngineStepContext {
  const { follower, environment } = context;
  const sort = (said: SaidService[]) =>
    sortServices(said, environment, options);
  return {
    ...context,
    follower: {
      ...follower,
      async said({ touched = [], ...piece }) {
        if (touched.length === 0) return follower.said(piece);
        const { known, unknown } = await sort(touched);
        const annotations = [
          ...piece.annotations,
          ...unknown.map(name => warnOf(name, environment)),
        ];
        return follower.said({
          ...piece,
          annotations,
          ...(known.length > 0 && { touched: known }),
        });
      },
      async begins(touched) {
        // The catalog is of all environments, and need not name services of each.
        const { known } = await sort(touched);
        if (known.length > 0) await sayTouched(follower, known);
      },
    },
  };
}

function sayTouched(
  follower: Pick<ScriptFollower, 'said'>,
  touched: SaidService[],
): Promise<void> {
  return follower.said({ logs: [], annotations: [], touched });
}

async function sortServices(
  said: SaidService[],
  environment: string,
  options: KnownServicesOptions,
): Promise<{ known: SaidService[]; unknown: string[] }> {
  const services = await options.list(environment);
  const nameOf = (name: string) =>
    (
      services.find(one => one.name === name) ??
      services.find(({ aliases }) => aliases?.includes(name))
    )?.name;
  const known = said.flatMap(({ service, what }) => {
    const name = nameOf(service);
    return name === undefined ? [] : [{ service: name, what }];
  });
  const unknown = said
    .map(({ service }) => service)
    .filter(service => nameOf(service) === undefined);
  return { known, unknown: [...new Set(unknown)] };
}

function warnOf(name: string, environment: string): Annotation {
  return {
    level: 'warning',
    text: `It says what it does to ${name}, which is no service of ${environment}.`,
  };
}
