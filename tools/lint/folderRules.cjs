const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');
const namedParts = require('./namedParts.cjs');
const sizes = require('./sizes.cjs');

/**
 * The rules of one folder: Backstage's for its role, less what TypeScript
 * knows better, and our sizes.
 */
module.exports = (directory, role) => {
  const config = createConfigForRole(directory, role, {
    tsRules: {
      // The compiler knows when a switch is complete and a return is missing;
      // a default case would keep it from saying so.
      'default-case': 'off',
      'consistent-return': 'off',
      // A function may name what is defined below it: it runs later.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, variables: false },
      ],
    },
    overrides: [
      {
        // The development page of a plugin is an app of its own.
        files: ['dev/**'],
        rules: { '@backstage/no-ui-css-imports-in-non-frontend': 'off' },
      },
      ...sizes,
    ],
  });
  if (role !== 'backend-plugin') return config;
  return { ...config, overrides: [...config.overrides, ...namedParts(config)] };
};
