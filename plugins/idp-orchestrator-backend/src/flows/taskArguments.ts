import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';

type Values = Record<string, unknown>;

/**
 * Puts the arguments of a script where the input of its flow has them; see
 * `createTaskFlow`.
 */
export function placeArguments(flow: FlowDefinition, args: Values): Values {
  const entries = Object.entries(args);
  const names = namesUnderArgs(flow);
  const nested = entries.filter(([name]) => names.includes(name));
  return {
    ...Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    ...(nested.length > 0 && { args: Object.fromEntries(nested) }),
  };
}

/** Reads action and arguments from the input of a script's flow. */
export function argumentsOf({ action, args, ...own }: Values): {
  action?: unknown;
  args: Values;
} {
  return {
    ...(action !== undefined && { action }),
    args: { ...own, ...(args as Values | undefined) },
  };
}

function namesUnderArgs({ input }: FlowDefinition): string[] {
  const { args } = (input.properties ?? {}) as {
    args?: { properties?: object };
  };
  return Object.keys(args?.properties ?? {});
}
