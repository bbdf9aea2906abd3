import type { Finding } from '@idp/backstage-plugin-idp-orchestrator-backend';
import path from 'node:path';
import { listUndecided } from '../check/listUndecided';
import { loadChecks } from '../check/loadChecks';
import {
  readConfiguration,
  type CheckOptions,
} from '../check/readConfiguration';
import { CliError } from '../CliError';
import type { Act } from '../createCommands';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';
import { count } from '../terminal/words';

/** `check`: judges what is in files, and runs nothing. */
export const check: Act<[], CheckOptions> = async ({ options, output }) => {
  if (options.flows !== undefined && options.scripts === undefined) {
    throw new CliError(
      '--flows stands beside --scripts; a configuration names its own',
    );
  }
  if (options.scripts !== undefined && options.config) {
    throw new CliError(
      'Expected --config or --scripts, got both: a configuration names its scripts',
    );
  }
  const from = process.cwd();
  const { checkPlatform } = await loadChecks();
  const configuration = await readConfiguration(options);
  const { findings, counts } = await checkPlatform({
    ...configuration,
    environment: process.env,
    moduleSteps: options.moduleStep,
    moduleFlows: options.moduleFlow,
  });
  const all = [...findings, ...(await listUndecided(configuration.root))].map(
    finding => ({ ...finding, source: shorten(finding.source, from) }),
  );
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const warnings = all.length - errors;
  output.json({ findings: all, errors, warnings, counts });
  all.forEach(finding => tell(finding, output));
  if (all.length > 0) output.line();
  const looked = [
    count(counts.scripts, 'script'),
    count(counts.flows, 'flow'),
    count(counts.services, 'service'),
    count(counts.environments, 'environment'),
  ].join(', ');
  const found =
    all.length === 0
      ? output.style('green', 'no mistakes')
      : `${count(errors, 'mistake')}, ${count(warnings, 'warning')}`;
  output.line(`${looked}: ${found}`);
  return errors > 0 || (options.strict && warnings > 0)
    ? 'failed'
    : 'succeeded';
};

function shorten(source: string, from: string): string {
  if (!path.isAbsolute(source)) return source;
  const short = path.relative(from, source);
  return short.startsWith('../../..') ? source : short || '.';
}

function tell(
  { source, line, column, severity, message, remedy }: Finding,
  output: Output,
): void {
  const place = [source, line, column].filter(part => part !== undefined);
  const word =
    severity === 'error'
      ? output.style('red', 'mistake')
      : output.style('yellow', 'warning');
  output.line(
    `${output.style('bold', safeText(place.join(':')))}: ${word}: ${safeText(message)}`,
  );
  output.line(`    ${output.style('dim', '→')} ${safeText(remedy)}`);
}
