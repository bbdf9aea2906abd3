'use strict';

const fs = require('node:fs');
const path = require('node:path');

// In the repository the sources are not built.
const isBuilt = !fs.existsSync(path.join(__dirname, 'src'));
module.exports = isBuilt
  ? {
      ...require('./dist/check/checkPlatform.cjs.js'),
      ...require('./dist/audit/verifyAuditExport.cjs.js'),
    }
  : require('./src/check');
