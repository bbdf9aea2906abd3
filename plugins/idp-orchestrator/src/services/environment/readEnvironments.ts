import type { ConfigApi } from '@backstage/core-plugin-api';

/** An environment as the portal's configuration names it. */
export interface Environment {
  name: string;
  title: string;
  /** Whether its name has to be typed before something is changed there. */
  typedConfirmation: boolean;
  /** Whether a slip would be dear there, so that it has to be unmistakable. */
  isProduction: boolean;
  /** As `#rrggbb`, where the configuration has one. */
  color?: string;
}

/** The environments that the portal may know of: those with a title or a rule. */
export function readEnvironments(config: ConfigApi): Environment[] {
  const environments = config.getOptionalConfig('idpOrchestrator.environments');
  return (environments?.keys() ?? []).map(name => {
    const one = environments?.getOptionalConfig(name);
    const typedConfirmation =
      one?.getOptionalBoolean('typedConfirmation') ?? isNamedProduction(name);
    return {
      name,
      title: one?.getOptionalString('title') ?? name,
      typedConfirmation,
      isProduction: typedConfirmation || isNamedProduction(name),
      color: readColor(one?.getOptionalString('color')),
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
      typedConfirmation: isNamedProduction(name),
      isProduction: isNamedProduction(name),
    }
  );
}

function isNamedProduction(name: string): boolean {
  return name === 'production';
}

/** What cannot be drawn with is no colour. */
function readColor(text?: string): string | undefined {
  return text && /^#([\da-f]{3}|[\da-f]{6})$/i.test(text) ? text : undefined;
}
