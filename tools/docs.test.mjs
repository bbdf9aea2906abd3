// What the documents promise by their links: that there is something there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { repositoryRoot } from './toolchain/paths.mjs';

const DOCS = path.join(repositoryRoot, 'docs');

const pages = fs.readdirSync(DOCS).filter(name => name.endsWith('.md'));

/** Those of our own, and without what they point at within a page. */
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g;

function brokenLinksOf(file) {
  const text = fs.readFileSync(file, 'utf8').replace(/```[^]*?```/g, '');
  return [...text.matchAll(LINK)]
    .map(([, target]) => target)
    .filter(target => !fs.existsSync(path.resolve(path.dirname(file), target)));
}

test('no document leads to what is not there', () => {
  const files = [
    ...pages.map(name => path.join(DOCS, name)),
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'].map(
      name => path.join(repositoryRoot, name),
    ),
  ];
  const broken = files
    .map(file => [path.relative(repositoryRoot, file), brokenLinksOf(file)])
    .filter(([, links]) => links.length > 0);
  assert.deepEqual(broken, []);
});

test('TechDocs shows every document, and the index leads to each', () => {
  const config = fs.readFileSync(
    path.join(repositoryRoot, 'mkdocs.yml'),
    'utf8',
  );
  const shown = [...config.matchAll(/: (\S+\.md)$/gm)].map(([, name]) => name);
  assert.deepEqual(shown.sort(), pages.toSorted());
  const index = fs.readFileSync(path.join(DOCS, 'index.md'), 'utf8');
  const missing = pages.filter(
    name => name !== 'index.md' && !index.includes(`(${name})`),
  );
  assert.deepEqual(missing, []);
});
