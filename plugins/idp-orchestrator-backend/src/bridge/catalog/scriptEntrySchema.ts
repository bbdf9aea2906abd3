import { parseDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import { sourceSchema, type ScriptSource } from './catalogSchema';
import { checkNames } from './checkNames';
import { checkPassing } from './checkPassing';
import { defaultPassing } from './passing';
import { joinPods, labelsOf } from './runsOnSchema';
import type { Asking, ScriptAction, ScriptEntry } from './ScriptEntry';

/** The time limit (ms) when neither script nor action says one. */
const DEFAULT_TIMEOUT_MS = 300_000;

/** Makes a script's entry from what the file says under its id. */
export const scriptEntrySchema = sourceSchema
  .superRefine(checkNames)
  .transform(completeEntry)
  .superRefine(checkPassing);

function completeEntry(source: ScriptSource): Omit<ScriptEntry, 'id'> {
  const { title, description, script, risk, endOfOptions } = source;
  const { aliases, serviceParameter } = source;
  const parameters = Object.entries(source.parameters);
  return {
    title,
    description,
    aliases,
    script,
    risk,
    endOfOptions,
    ...(serviceParameter !== undefined && { serviceParameter }),
    defaultAction: source.defaultAction ?? Object.keys(source.actions)[0],
    parameters: Object.fromEntries(
      parameters.map(([name, { as: _, aliases: __, ...schema }]) => [
        name,
        schema,
      ]),
    ),
    passing: Object.fromEntries(
      parameters.map(([name, { as, aliases: _, ...schema }]) => [
        name,
        as ?? defaultPassing(name, schema),
      ]),
    ),
    parameterAliases: Object.fromEntries(
      parameters.flatMap(([name, parameter]) =>
        parameter.aliases.map(alias => [alias, name]),
      ),
    ),
    actions: Object.entries(source.actions).map(([name, action]) =>
      completeAction(name, action, source),
    ),
  };
}

function completeAction(
  name: string,
  action: ScriptSource['actions'][string],
  source: ScriptSource,
): ScriptAction {
  const timeout = action.timeout ?? source.timeout;
  const dryRun = action.supportsDryRun ?? source.supportsDryRun;
  const json = action.json ?? source.json;
  const pod = joinPods(source.runsOn, action.runsOn);
  const parameters = action.parameters ?? Object.keys(source.parameters);
  return {
    name,
    title: action.title ?? name,
    description: action.description ?? '',
    aliases: action.aliases,
    words: action.words ?? source.words ?? [name],
    risk: action.risk ?? source.risk,
    readOnly: action.readOnly,
    ...(dryRun && { dryRun: toAsking(dryRun, '--dry-run') }),
    ...(json && { json: toAsking(json, '--json') }),
    timeoutMs:
      (timeout === undefined ? undefined : parseDuration(timeout)) ??
      DEFAULT_TIMEOUT_MS,
    maxOutputBytes: action.maxOutput ?? source.maxOutput,
    parameters,
    required: join(
      source.required.filter(parameter => parameters.includes(parameter)),
      action.required,
    ),
    controls: action.controls,
    touches: join(source.touches, action.touches),
    runsOn: join(labelsOf(source.runsOn), labelsOf(action.runsOn)),
    ...(pod !== undefined && { pod }),
    exitCodes: { ...source.exitCodes, ...action.exitCodes },
    environment: join(source.environment, action.environment),
    secrets: { ...source.secrets, ...action.secrets },
  };
}

function join(ofScript: string[], ofAction: string[]): string[] {
  return [...new Set([...ofScript, ...ofAction])];
}

function toAsking(asked: true | string, usual: string): Asking {
  if (asked === true) return { option: usual };
  return asked === 'always' ? {} : { option: asked };
}
