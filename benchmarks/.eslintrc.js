module.exports = require('../tools/lint/folderRules.cjs')(
  __dirname,
  'node-library',
);
