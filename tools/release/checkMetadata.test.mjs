import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { checkMetadata } from './checkMetadata.mjs';
import { publishedWorkspaces } from './workspaces.mjs';

test('Every package of this repository says what a registry shows', () => {
  assert.ok(publishedWorkspaces(repositoryRoot).length > 0);
  assert.deepEqual(checkMetadata(repositoryRoot), []);
});

test('Whatever a package lacks is told, and packages that stay here are not asked', t => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-metadata-'));
  t.after(() => fs.rmSync(root, { recursive: true }));
  write(root, 'package.json', {
    workspaces: ['plugins/*'],
    repository: { url: 'git+https://git.example.com/us/idp.git' },
  });
  write(root, 'plugins/ours/package.json', { name: 'ours', private: true });
  write(root, 'plugins/pages/package.json', {
    name: 'pages',
    version: '1.2.0',
    backstage: { role: 'frontend-plugin' },
    homepage: 'https://git.example.com/us/idp',
  });
  write(root, 'plugins/pages/README.md', '# Pages');
  write(root, 'plugins/pages/CHANGELOG.md', '## 1.1.0');

  const problems = checkMetadata(root);

  for (const told of [
    'says in no `description` what it is for',
    'lacks the keyword `backstage`',
    'lacks `license`, Apache-2.0',
    'says in no `engines` which Node.js it needs',
    '`homepage` is not "https://git.example.com/us/idp/tree/main/plugins/pages#readme"',
    'has no LICENSE',
    'CHANGELOG.md tells nothing of 1.2.0',
    'README.md shows none of its pages',
  ]) {
    assert.ok(problems.includes(`plugins/pages: ${told}`), told);
  }
  assert.ok(problems.every(problem => problem.startsWith('plugins/pages: ')));
});

function write(root, file, content) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const isText = typeof content === 'string';
  fs.writeFileSync(target, isText ? content : JSON.stringify(content));
}
