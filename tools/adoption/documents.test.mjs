import assert from 'node:assert/strict';
import test from 'node:test';
import { readBlocks, readCommands } from './documentBlocks.mjs';
import { readLegacyBlocks, readReadme, readResolutions } from './documents.mjs';
import { placeIn } from './placeBlock.mjs';

const DOCUMENT = `# A product

## Install

\`\`\`sh
yarn add a # the first
# nothing but a comment

yarn add --dev b
\`\`\`

\`\`\`ts
// packages/backend/src/index.ts
backend.add(import('a'));
\`\`\`

### In an old app

\`\`\`tsx
// src/App.tsx: in the <Grid> of page
import { Card } from 'b';

<Card />
\`\`\`

## More

\`\`\`sh
yarn add c
\`\`\`
`;

test('the commands of a section are read without its comments, and of no other section', () => {
  assert.deepEqual(readCommands(readBlocks(DOCUMENT, '## Install')), [
    ['yarn', 'add', 'a'],
    ['yarn', 'add', '--dev', 'b'],
  ]);
});

test('a heading that is not there is told by its name', () => {
  assert.throws(() => readBlocks(DOCUMENT, '## Set-up'), /"## Set-up"/);
});

test('a line of the backend goes before its start', () => {
  const [, block] = readBlocks(DOCUMENT, '## Install');
  assert.equal(
    placeIn('const backend = createBackend();\nbackend.start();\n', block),
    "const backend = createBackend();\nbackend.add(import('a'));\nbackend.start();\n",
  );
});

test('an element goes to the end of the one that is named, and its import to the top', () => {
  const [block] = readBlocks(DOCUMENT, '### In an old app');
  const app = `const other = (
  <Grid></Grid>
);
const page = (
  <Grid>
    <Grid></Grid>
</Grid>
);
const last = (
  <Grid></Grid>
);
`;
  assert.equal(
    placeIn(app, block),
    `import { Card } from 'b';\n${app.replace('</Grid>\n);\nconst last', '<Card />\n</Grid>\n);\nconst last')}`,
  );
});

test('lines without a place in the file are refused, with the name of the file', () => {
  const [block] = readBlocks(DOCUMENT, '### In an old app');
  assert.throws(() => placeIn('export {};', block), /src\/App\.tsx/);
  assert.throws(
    () => placeIn('const page = (\n  <Box />\n);\n', block),
    /src\/App\.tsx/,
  );
});

test('our own documents have the lines that the test follows', () => {
  const { installs, commands, blocks } = readReadme();
  assert.equal(installs.length, 3);
  assert.ok(commands.some(words => words.includes('init')));
  assert.deepEqual(
    blocks.map(({ file }) => file),
    ['packages/backend/src/index.ts', 'app-config.yaml'],
  );
  assert.ok(readLegacyBlocks().every(({ file, element }) => file && element));
  assert.ok(readResolutions()['better-sqlite3']);
});
