import {
  OPERATIONS,
  type OperationPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { printStarted, type WaitOptions } from '../runs/printStarted';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';

interface OperateOptions extends ConnectOptions, WaitOptions {
  env?: string;
  plan?: true;
  dryRun?: true;
  force?: true;
  until?: string;
  reason?: string;
  key?: string;
  propose?: true;
}

/** `operate`: starts, stops or restarts services, or looks at them. */
export const operate: Act<
  [operation: string, services: string[]],
  OperateOptions
> = async ({ options, output }, named, services) => {
  const operation = OPERATIONS.find(one => one === named);
  if (!operation) {
    throw new CliError(
      `Expected one of ${OPERATIONS.join(', ')}, got ${named}`,
    );
  }
  const { client } = await connect(options);
  const request = {
    operation,
    services,
    environment: options.env,
    dryRun: options.dryRun,
    force: options.force,
    until: options.until,
    reason: options.reason,
    idempotencyKey: options.key,
    propose: options.propose,
  };
  if (!options.plan) {
    const started = await client.operateServices(request);
    return printStarted(started, { client, output, options });
  }
  const plan = await client.planOperation(request);
  output.json(plan);
  tellOperation(plan, output);
  return plan.refusal === undefined ? 'succeeded' : 'misused';
};

function tellOperation(plan: OperationPlan, output: Output): void {
  output.line(`${plan.operation} in ${plan.environment}`);
  for (const { number, act, services } of plan.waves) {
    output.line(`wave ${number}: ${act}`);
    services.forEach(({ name, status, text }) =>
      output.line(`  ${name} (${status})  ${safeText(text)}`),
    );
  }
  for (const { name, critical, because } of plan.blastRadius) {
    const mark = critical ? ', critical,' : '';
    output.line(
      output.style(
        'yellow',
        `touches ${name}${mark} which needs ${because.join(', ')}`,
      ),
    );
  }
  if (plan.refusal) output.line(output.style('red', safeText(plan.refusal)));
}
