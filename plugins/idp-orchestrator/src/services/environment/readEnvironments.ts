import type { ConfigApi } from '@backstage/core-plugin-api';

/** An environment as the portal's configuration names it. */
export interface Environment {
  name: string;
  title: string;
  /** Whether its name has to be typed before something is changed there. */
  typedConfirmation: boolean;
}

/** The environments that the portal may know of: those with a title or a rule. */
export function readEnvironments(config: ConfigApi): Environment[] {
  const environments = config.getOptionalConfig('idpOrchestrator.environments');
  return (environments?.keys() ?? []).map(name => {
    const one = environments?.getOptionalConfig(name);
    return {
      name,
      title: one?.getOptionalString('title') ?? name,
      typedConfirmation:
        one?.getOptionalBoolean('typedConfirmation') ?? isProduction(name),
    };
  });
}

/** The environment of this name, whether the configuration knows it or not. */
export function findEnvironment(
  environments: Environment[],
  name: string,
): Environment {
  return (
    environments.find(one => one.name === name) ?? {
      name,
      title: name,
      typedConfirmation: isProduction(name),
    }
  );
}

function isProduction(name: string): boolean {
  return name === 'production';
}
