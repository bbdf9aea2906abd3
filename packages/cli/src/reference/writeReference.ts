import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeReference } from './commandReference';

const FILE = path.resolve(
  require.resolve('../../package.json'),
  '../../../docs/cli.md',
);
const MARK = '<!-- From here on made by `tools/yarn docs:cli`. -->';

/** Makes the text of docs/cli.md: what people wrote, and the reference below the mark. */
export function makeDocument(): string {
  const [written] = readFileSync(FILE, 'utf8').split(MARK);
  return `${written}${MARK}\n\n${makeReference()}\n`;
}

if (require.main === module) writeFileSync(FILE, makeDocument());
