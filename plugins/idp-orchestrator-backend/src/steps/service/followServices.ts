import type { Annotation } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineStepContext } from '../../engine/EngineStepContext';
import type { SaidTouch } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ChangedService, SaidService, ScriptFollower } from '../../ports';
import { DONE } from './describeAct';

export interface KnownServicesOptions {
  /** Lists the services of an environment. */
  list(
    environment: string,
  ): Promise<Array<{ name: string; aliases?: string[] }>>;
}

/** Follows a script that changes services. */
export interface ServiceFollower {
  follower: ScriptFollower;
  /** Says of the services that the script stopped that they are meant to be. */
  sayStopped(): Promise<void>;
}

/**
 * Follows a script that may say what it does to services, or whose catalog does:
 * by whichever of its names each is meant. What a script says of something that
 * is no service of the environment is a warning. The services are listed when
 * the first is named.
 *
 * What an action of the catalog starts is meant to run from then on; what it
 * stops is meant to be stopped once it was.
 */
export function followServices(
  { follower, environment, say }: EngineStepContext,
  options: KnownServicesOptions,
): ServiceFollower {
  const stops: SaidTouch[] = [];
  const sort = <S extends SaidService>(said: S[]) =>
    sortServices(said, environment, options);
  return {
    async sayStopped() {
      if (stops.length > 0) await say({ touched: stops });
    },
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
        for (const { control, service } of known) {
          if (control === 'stop') stops.push(stopOf(service));
        }
        if (known.length > 0) await say({ touched: known.map(toTouch) });
      },
    },
  };
}

function toTouch({ control, ...touch }: ChangedService): SaidTouch {
  return control === 'start' ? { ...touch, wanted: 'running' } : touch;
}

function stopOf(service: string): SaidTouch {
  return { service, what: DONE.stop, wanted: 'stopped' };
}

async function sortServices<S extends SaidService>(
  said: S[],
  environment: string,
  options: KnownServicesOptions,
): Promise<{ known: S[]; unknown: string[] }> {
  const services = await options.list(environment);
  const nameOf = (name: string) =>
    (
      services.find(one => one.name === name) ??
      services.find(({ aliases }) => aliases?.includes(name))
    )?.name;
  const known = said.flatMap(one => {
    const name = nameOf(one.service);
    return name === undefined ? [] : [{ ...one, service: name }];
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
