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

/** `health`: shows how the platform is. */
export const health: Act<[], HealthOptions> = async ({ options, output }) => {
  const { client } = await connect(options);
  const told = await client.getHealth({
    environment: options.env,
    refresh: options.refresh,
  });
  output.json(told);
  output.line(
    `${told.environment ?? 'The platform'}: ${coloured(told.status, output)}, ${Math.round(told.score)} of 100`,
  );
  const rows = told.services.map(service => [
    coloured(service.status, output),
    service.name,
    service.score === undefined ? '' : String(Math.round(service.score)),
    service.reason ?? '',
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
