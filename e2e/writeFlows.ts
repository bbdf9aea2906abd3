import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyFlows } from './copyFlows';

const MANY = 200;
const STEPS = 300;

/** Flows for pages that have to bear much: many of them, one of many steps, one of every kind of field. */
export function writeFlows(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-e2e-flows-'));
  const write = (id: string, lines: string[]) =>
    fs.writeFileSync(
      path.join(folder, `${id}.yaml`),
      ['apiVersion: idp-orchestrator/v1', `id: ${id}`, ...lines, ''].join('\n'),
    );
  copyFlows(folder);
  for (let n = 1; n <= MANY; n++) {
    write(`job-${n}`, [
      `title: Upgrade of the node w${n}`,
      'description: Empties a node, and installs what is new.',
      'tags: [nodes]',
      'risk: low',
      'steps: [{ id: wait, uses: wait, with: { for: 1ms } }]',
    ]);
  }
  write('many-steps', [
    'title: Upgrade all nodes',
    'description: A step for each node.',
    'risk: low',
    'steps:',
    ...Array.from(
      { length: STEPS },
      (_, n) =>
        `  - { id: node-${n}, title: Upgrade node worker-of-the-first-pool-${n}, uses: wait, with: { for: 1ms } }`,
    ),
  ]);
  write('every-field', [
    'title: Every field',
    'description: Takes values of each kind.',
    'risk: low',
    "runTitle: ${{ 'Fields of ' + input.name }}",
    'input:',
    '  type: object',
    '  required: [name]',
    '  properties:',
    "    name: { type: string, title: Name, minLength: 3, maxLength: 12, pattern: '^[a-z]+$' }",
    '    notes: { type: string, title: Notes, format: textarea }',
    '    labels: { type: object, title: Labels, additionalProperties: { type: string } }',
    'steps: [{ id: wait, uses: wait, with: { for: 1ms } }]',
  ]);
  write('wrong-name', [
    'title: Start what is not there',
    'description: Its dry run fails, since no service has this name.',
    'risk: medium',
    'steps:',
    '  - { id: wait, title: Wait, uses: wait, with: { for: 1ms } }',
    '  - id: start',
    '    title: Start',
    '    needs: [wait]',
    '    uses: script',
    '    with: { script: idp, action: start, args: { environment: development, services: [nothing] } }',
  ]);
  return folder;
}
