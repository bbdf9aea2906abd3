// Modules that import each other can be understood, loaded and moved only
// together. ESLint's `import/no-cycle` passes over imports of types, which
// readers follow as well.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findCircles, importsIn, readImports } from './lint/importCircles.mjs';

const FOLDERS = [
  'plugins',
  'packages',
  'benchmarks',
  'e2e',
  'examples',
  'tools',
];

test('no modules import each other', () => {
  const imports = readImports(FOLDERS, { types: false });
  assert.ok(imports.size > 500, 'the modules are found');
  const all = [...imports.values()].reduce((sum, { size }) => sum + size, 0);
  assert.ok(all > imports.size, 'what they import is found');
  assert.deepEqual(findCircles(imports), []);
});

test('no modules import types of each other', () => {
  const imports = readImports(FOLDERS, { types: true });
  const circles = findCircles(imports);
  assert.deepEqual(circles, []);
});

test('a circle is found, however long it is', () => {
  const imports = new Map([
    ['alone', new Set(['a'])],
    ['a', new Set(['b', 'leaf'])],
    ['b', new Set(['c', 'leaf'])],
    ['c', new Set(['a'])],
    ['self', new Set(['self'])],
    ['leaf', new Set()],
  ]);
  assert.deepEqual(findCircles(imports), [['a', 'b', 'c'], ['self']]);
});

test('an import is found in each of its forms, one of types only if they count', () => {
  const text = `
    import './effect';
    import whole from './whole';
    import * as all from './all';
    import { some, type Other } from './some';
    import type { Type } from './type';
    import { type A, type B } from './types';
    export * from './again';
    export { one } from './one';
    export type { Two } from './two';
    export const own = 1;
  `;
  const values = ['effect', 'whole', 'all', 'some', 'again', 'one'];
  assert.deepEqual(
    importsIn(text, { types: false }),
    values.map(name => `./${name}`),
  );
  assert.deepEqual(
    importsIn(text, { types: true }).sort(),
    [...values, 'type', 'types', 'two'].map(name => `./${name}`).sort(),
  );
});
