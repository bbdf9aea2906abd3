import {
  RISKS,
  type ChangeWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import type { Output } from '../terminal/Output';
import { layOut } from '../terminal/table';

interface FreezeOptions extends ConnectOptions {
  for?: string;
  until?: string;
  from?: string;
  risk?: string;
  holdRunning?: true;
  title?: string;
  reason: string;
}

/** `windows list`: lists windows, those that last now first. */
export const listWindows: Act<[], ConnectOptions & { env?: string }> = async ({
  options,
  output,
}) => {
  const { client } = await connect(options);
  const list = await client.listWindows({ environment: options.env });
  output.json(list);
  tellWindows(list.items, output);
  if (list.items.length === 0) output.line('There is no such window');
  return 'succeeded';
};

/** `windows freeze`: lets nothing be changed for a time. */
export const freeze: Act<[environments: string[]], FreezeOptions> = async (
  { options, output },
  environments,
) => {
  const riskAtLeast = RISKS.find(risk => risk === options.risk);
  if (options.risk !== undefined && !riskAtLeast) {
    throw new CliError(
      `Expected --risk with one of ${RISKS.join(', ')}, got ${options.risk}`,
    );
  }
  const { client } = await connect(options);
  const made = await client.createWindow({
    kind: 'freeze',
    environments,
    for: options.for,
    to: options.until,
    from: options.from,
    riskAtLeast,
    running: options.holdRunning ? 'hold' : 'finish',
    title: options.title,
    reason: options.reason,
  });
  output.json(made);
  tellWindows([made], output);
  output.line(`    → idp-orchestrator windows end ${made.id} --reason '…'`);
  return 'succeeded';
};

/** `windows end`: ends a window that a call has made. */
export const endWindow: Act<
  [id: string],
  ConnectOptions & { reason: string }
> = async ({ options, output }, id) => {
  const { client } = await connect(options);
  const ended = await client.endWindow(id, { reason: options.reason });
  output.json(ended);
  output.line(`Window ${id} has ended; what it held goes on`);
  return 'succeeded';
};

function tellWindows(windows: ChangeWindow[], output: Output): void {
  const rows = windows.map(window => [
    window.id,
    window.current ? output.style('yellow', 'lasts') : 'comes',
    window.kind,
    window.environments.join(',') || 'everywhere',
    timeOf(window),
    window.title,
  ]);
  layOut(rows).forEach(row => output.line(row));
}

function timeOf({ current, next }: ChangeWindow): string {
  const span = current ?? next;
  if (!span) return 'never again';
  const [from, to] = [span.from, span.to].map(time =>
    time.replace(/\.\d+Z$/, 'Z'),
  );
  return current ? `until ${to}` : `from ${from} to ${to}`;
}
