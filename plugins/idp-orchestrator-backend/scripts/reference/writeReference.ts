// Writes what is made from the schemas: `tools/yarn docs:flows`, which is the
// same command as `tools/yarn docs:openapi` and `tools/yarn docs:catalog`.
import { writeFileSync } from 'node:fs';
import { createReferenceFiles } from './referenceFiles';

for (const { path, text } of createReferenceFiles()) writeFileSync(path, text);
