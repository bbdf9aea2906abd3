/**
 * What publint and attw find in every package that the Backstage CLI builds, and
 * that no package.json can mend: the rule, the packages by role, and why it does
 * no harm. A line that nothing needs any more is an error of the check.
 */
const NODE_FEATURES = ['backend-plugin', 'backend-plugin-module'];

export const IGNORED_RULES = [
  {
    tool: 'publint',
    rule: 'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
    roles: NODE_FEATURES,
    because:
      'a feature is the default export of a CommonJS file, and `backend.add(import(…))` takes it from either place',
  },
  {
    tool: 'attw',
    rule: 'CJSOnlyExportsDefault',
    roles: NODE_FEATURES,
    because: 'the same, in the words of attw',
  },
  {
    tool: 'publint',
    rule: 'EXPORTS_VALUE_INVALID',
    roles: ['backend-plugin', 'frontend-plugin'],
    because:
      'the condition `backstage` of `exports` names a kind of feature and no file; the Backstage CLI finds features by it',
  },
  {
    tool: 'publint',
    rule: 'FILE_INVALID_FORMAT',
    roles: ['frontend-plugin', 'common-library'],
    because:
      'ES modules are named .esm.js, and are for bundlers, which look at what is in them; Node.js takes .cjs.js, where there is one',
  },
  {
    tool: 'attw',
    rule: 'UnexpectedModuleSyntax',
    roles: ['frontend-plugin'],
    because: 'the same, in the words of attw',
  },
  {
    tool: 'publint',
    rule: 'USE_TYPE',
    roles: ['frontend-plugin', 'common-library'],
    because:
      'by `"type": "commonjs"` bundlers would not read .esm.js, and by `"type": "module"` Node.js not .cjs.js',
  },
  {
    tool: 'publint',
    rule: 'HAS_MODULE_BUT_NO_EXPORTS',
    roles: ['common-library'],
    because:
      'with `exports` the Backstage CLI would give Node.js .esm.js on `import` and .cjs.js on `require`: two copies of one class',
  },
];
