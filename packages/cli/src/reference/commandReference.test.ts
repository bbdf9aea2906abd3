import fs from 'node:fs';
import path from 'node:path';
import { makeDocument } from './writeReference';

describe('docs/cli.md', () => {
  it('tells every command, option and exit code, as the commands say it', () => {
    const file = path.resolve(__dirname, '../../../../docs/cli.md');
    expect(fs.readFileSync(file, 'utf8')).toBe(makeDocument());
  });
});
