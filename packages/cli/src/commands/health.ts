import {
  isMeantStopped,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { layOut } from '../terminal/table';
import { safeText } from '../terminal/safeText';
import type { Output } from '../terminal/Output';

interface HealthOptions extends ConnectOptions {
  env?: string;
  refresh?: true;
}

const STYLES = {
  healthy: 'green',
  degraded: 'yellow',
  unhealthy: 'red',
  down: 'red',
  unknown: 'dim',
  stopped: 'dim',
  changing: 'yellow',
} as const;

const coloured = (status: keyof typeof STYLES, output: Output) =>
  output.style(STYLES[status], status);

/** What a run does to it, or that it is stopped on purpose, comes before how it looks. */
function wordOf(service: ServiceHealth, at: number, output: Output): string {
  if (service.pending) return output.style('yellow', service.pending.act);
  return coloured(
    isMeantStopped(service, at) ? 'stopped' : service.status,
    output,
  );
}

/** `health`: shows how the platform is. */
export const health: Act<[], HealthOptions> = async ({ options, output }) => {
  const { client } = await connect(options);
  const told = await client.getHealth({
    environment: options.env,
    refresh: options.refresh,
  });
  output.json(told);
  output.line(
    `${told.environment ?? 'The platform'}: ${coloured(told.status, output)}`,
  );
  if (told.summary) output.line(safeText(told.summary));
  const at = Date.parse(told.checkedAt);
  const rows = told.services.map(service => [
    wordOf(service, at, output),
    service.name,
    service.score === undefined ? '' : String(Math.round(service.score)),
    safeText(service.reason ?? ''),
  ]);
  layOut(rows).forEach(row => output.line(`  ${row}`));
  for (const { text, action } of told.recommendations) {
    output.line(safeText(text));
    if (!action) continue;
    const services = action.services.join(' ');
    output.line(
      `    → idp-orchestrator operate ${action.operation} ${services}`,
    );
  }
  return told.status === 'healthy' ? 'succeeded' : 'failed';
};
