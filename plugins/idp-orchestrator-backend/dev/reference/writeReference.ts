// Writes what is made from the schemas: `tools/yarn docs:flows`.
import { writeFileSync } from 'node:fs';
import { createReferenceFiles } from './referenceFiles';

for (const { path, text } of createReferenceFiles()) writeFileSync(path, text);
