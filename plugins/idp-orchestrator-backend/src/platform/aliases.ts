import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../ports';
import type { Listing } from './circles';

/**
 * Leaves out aliases that do not mean exactly one service: those that are the
 * name of another one, which wins, and those of two, which mean neither.
 */
export function settleAliases(services: ServiceDefinition[]): Listing {
  const names = new Set(services.map(({ name }) => name));
  const problems: ServiceProblem[] = [];
  const isGood = ({ name, source, entityRef }: ServiceDefinition) => {
    const tell = (message: string) => {
      problems.push({ source: entityRef ?? source, service: name, message });
      return false;
    };
    return (alias: string) => {
      if (alias === name) return false;
      if (names.has(alias)) {
        return tell(
          `its alias ${alias} is the name of another service, and means that one`,
        );
      }
      const others = services.filter(
        one => one.name !== name && one.aliases?.includes(alias),
      );
      if (others.length === 0) return true;
      const told = others.map(one => one.name).join(', ');
      return tell(
        `its alias ${alias} is one of ${told} as well, and means neither`,
      );
    };
  };
  const settled = services.map(({ aliases, ...service }) => {
    const good = aliases?.filter(isGood(service));
    return good?.length ? { ...service, aliases: good } : service;
  });
  return { services: settled, problems };
}

/** The names of services by their aliases. */
export function aliasesOf(services: ServiceDefinition[]): Map<string, string> {
  return new Map(
    services.flatMap(({ name, aliases = [] }) =>
      aliases.map(alias => [alias, name] as const),
    ),
  );
}

/** Gives the names of the services that are meant, each once; what nobody knows stays as it is. */
export function namesMeant(
  asked: string[],
  services: ServiceDefinition[],
): string[] {
  const aliases = aliasesOf(services);
  return [...new Set(asked.map(name => aliases.get(name) ?? name))];
}
