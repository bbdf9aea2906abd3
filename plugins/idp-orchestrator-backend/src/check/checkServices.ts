import type { ScriptEntry } from '../bridge/catalog/ScriptEntry';
import type { ServiceFields } from '../platform/ServiceFields';
import { nameNearest } from '../problems/nameNearest';
import type { KeyProblem } from './readBlocks';

/** What is configured of services, and the scripts of each environment. */
export interface ConfiguredServices {
  byEnvironment: Record<string, ServiceFields[]>;
  scriptsOf(environment: string): ReadonlyMap<string, ScriptEntry>;
  /** True where entities of Backstage's catalog may bring services as well. */
  fromCatalog: boolean;
  /** The key of a service in the configuration. */
  keyOf(environment: string, service: string): string;
}

/** Finds services that name scripts, actions or services that there are not. */
export function checkServices(configured: ConfiguredServices): KeyProblem[] {
  const { byEnvironment } = configured;
  const everywhere = Object.values(byEnvironment).flat();
  const names = everywhere.map(({ name }) => name);
  const problems = Object.entries(byEnvironment).flatMap(
    ([environment, services]) =>
      services
        .filter(
          ({ environments }) => environments?.includes(environment) ?? true,
        )
        .flatMap(service => {
          const key = configured.keyOf(environment, service.name);
          const scripts = configured.scriptsOf(environment);
          return [
            ...checkControl(service, key, scripts),
            ...checkProbes(service, key, scripts),
            ...(configured.fromCatalog ? [] : checkNeeds(service, key, names)),
          ];
        }),
  );
  // A service of several environments is told once.
  return [...new Map(problems.map(one => [one.message, one])).values()];
}

function checkControl(
  { name, control, script }: ServiceFields,
  key: string,
  scripts: ReadonlyMap<string, ScriptEntry>,
): KeyProblem[] {
  if (control !== 'script' || !script) return [];
  const at = `${key}.control`;
  const { start, stop } = script.actions;
  const found = scripts.get(script.script);
  if (!found)
    return [
      unknownScript(`${at}.script`, { name, script: script.script, scripts }),
    ];
  const { serviceParameter } = script;
  return [
    ...unknownAction(`${at}.startAction`, { name, action: start, found }),
    ...unknownAction(`${at}.stopAction`, { name, action: stop, found }),
    ...(serviceParameter && !(serviceParameter in found.parameters)
      ? [
          {
            key: `${at}.serviceParameter`,
            message: `${at}.serviceParameter of ${name}: ${found.id} has no parameter ${serviceParameter}. ${nameNearest(serviceParameter, Object.keys(found.parameters))}`,
            remedy: `Name a parameter of ${found.id}`,
          },
        ]
      : []),
  ];
}

function checkProbes(
  { name, probes = [] }: ServiceFields,
  key: string,
  scripts: ReadonlyMap<string, ScriptEntry>,
): KeyProblem[] {
  return probes.flatMap((probe, index) => {
    if (probe.kind !== 'script') return [];
    const at = `${key}.probes.${index}`;
    const found = scripts.get(probe.script);
    return found
      ? unknownAction(`${at}.action`, { name, action: probe.action, found })
      : [
          unknownScript(`${at}.script`, {
            name,
            script: probe.script,
            scripts,
          }),
        ];
  });
}

function checkNeeds(
  { name, dependsOn = [] }: ServiceFields,
  key: string,
  names: string[],
): KeyProblem[] {
  return dependsOn.flatMap((need, index) =>
    names.includes(need)
      ? []
      : [
          {
            key: `${key}.dependsOn.${index}`,
            message: `${key}.dependsOn.${index}: ${name} depends on ${need}, which is no service that is known. ${nameNearest(need, [...new Set(names)])}`,
            remedy: `Add a service ${need}, or name another one`,
          },
        ],
  );
}

function unknownScript(
  key: string,
  {
    name,
    script,
    scripts,
  }: {
    name: string;
    script: string;
    scripts: ReadonlyMap<string, ScriptEntry>;
  },
): KeyProblem {
  return {
    key,
    message: `${key} of ${name}: no script ${script} is listed. ${nameNearest(script, [...scripts.keys()])}`,
    remedy: `Name a script of the catalog, or add ${script} to it`,
  };
}

function unknownAction(
  key: string,
  { name, action, found }: { name: string; action: string; found: ScriptEntry },
): KeyProblem[] {
  const names = found.actions.map(one => one.name);
  if (names.includes(action)) return [];
  return [
    {
      key,
      message: `${key} of ${name}: ${found.id} has no action ${action}. ${nameNearest(action, names)}`,
      remedy: `Name an action of ${found.id}`,
    },
  ];
}
