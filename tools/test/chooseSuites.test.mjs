import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseSuites } from './chooseSuites.mjs';

const SUITES = { types: {}, unit: { takesPaths: true } };

test('without a word, all suites', () => {
  assert.deepEqual(chooseSuites([], SUITES), {
    chosen: ['types', 'unit'],
    paths: [],
    mayInstall: true,
  });
});

test('suites by name, and paths after them', () => {
  assert.deepEqual(chooseSuites(['unit', 'flows/input', 'run'], SUITES), {
    chosen: ['unit'],
    paths: ['flows/input', 'run'],
    mayInstall: true,
  });
});

test('--no-install is no suite and no path, and keeps packages from being installed', () => {
  assert.deepEqual(chooseSuites(['--no-install'], SUITES), {
    chosen: ['types', 'unit'],
    paths: [],
    mayInstall: false,
  });
  assert.deepEqual(chooseSuites(['unit', 'run', '--no-install'], SUITES), {
    chosen: ['unit'],
    paths: ['run'],
    mayInstall: false,
  });
});

test('a word that is no suite says which there are, and where a path goes', () => {
  assert.throws(() => chooseSuites(['unti'], SUITES), {
    message: 'There is no suite unti.',
  });
});

test('a suite that looks at everything takes no path', () => {
  assert.throws(
    () => chooseSuites(['types', 'unit', 'flows/input'], SUITES),
    /The suite types always looks at everything/,
  );
});
