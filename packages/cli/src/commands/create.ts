import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../CliError';
import { findExample } from '../create/content';
import { copyExample } from '../create/copyExample';
import { exampleConfig } from '../create/exampleConfig';
import type { Act } from '../createCommands';
import { count } from '../terminal/words';

/** `create`: copies the example's content as a start of somebody's own. */
export const create: Act<[dir: string], object> = async ({ output }, dir) => {
  const folder = path.resolve(dir);
  requireEmpty(folder, dir);
  const files = await copyExample(findExample(), folder);
  const config = exampleConfig(folder, process.cwd());
  const next = [
    `npm install --prefix ${quote(dir)}`,
    'idp-orchestrator check',
    'idp-orchestrator run bootstrap-platform --dry-run --wait',
  ];
  output.json({ folder, files, config, next });
  output.line(
    `${dir}: ${count(files.length, 'file')} of the example copied; they are yours now`,
  );
  output.line();
  output.line(output.style('bold', 'Add to app-config.yaml:'));
  output.line('(where it has catalog.locations, only add the one to its list)');
  output.line();
  output.line(config);
  output.line(output.style('bold', 'Then:'));
  output.line();
  output.line(`  ${next[0]}   # what the sandbox's sign-in needs`);
  output.line(`  ${next[1]}`);
  output.line(`  ${next[2]}   # once the backend has started`);
  return 'succeeded';
};

function requireEmpty(folder: string, dir: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new CliError(`Expected a new or an empty folder, and ${dir} is none`);
  }
  const [first, ...others] = readdirSync(folder);
  if (first === undefined) return;
  const all = others.length > 0 ? `${first} and ${others.length} more` : first;
  throw new CliError(
    `Expected a new or an empty folder, and ${dir} holds ${all}. Nothing was written: name another folder`,
  );
}

function quote(text: string): string {
  return /^[\w./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
