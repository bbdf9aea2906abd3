import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { repositoryRoot } from './toolchain/paths.mjs';

const text = fs.readFileSync(path.join(repositoryRoot, 'SECURITY.md'), 'utf8');

/** Rows as `| nr | promise | [name](file): title |`. */
const promises = [
  ...text.matchAll(/^\| (\d+) +\| (.+?) +\| \[\w+\]\((\S+)\): (.+?) +\|$/gm),
].map(([, number, promise, file, title]) => ({ number, promise, file, title }));

test('each promise has a row, in order', () => {
  const table = text.split('## What is promised')[1].split('\n## ')[0];
  const rows = table.split('\n').filter(line => /^\| +\d+ /.test(line));
  assert.ok(rows.length > 0);
  assert.deepEqual(
    promises.map(({ number }) => Number(number)),
    rows.map((_, index) => index + 1),
  );
});

for (const { number, promise, file, title } of promises) {
  test(`promise ${number} has the test that it names: ${promise}`, () => {
    const source = fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
    const isTitle = source
      .split('\n')
      .some(line => /['"`]/.test(line) && line.includes(title));
    assert.ok(isTitle, `${file} has no test with "${title}" in its title`);
  });
}
