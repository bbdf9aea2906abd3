import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createBootstrapAction,
  createHealthAction,
  createOperateAction,
  createRunFlowAction,
  createRunScriptAction,
  createScheduleAction,
} from './actions';

const README = readFileSync(path.join(__dirname, '../README.md'), 'utf8');

const services = {
  auth: mockServices.auth(),
  discovery: mockServices.discovery(),
};

describe('The README of this package', () => {
  it.each([
    createRunFlowAction(services),
    createRunScriptAction(services),
    createBootstrapAction(services),
    createOperateAction(services),
    createHealthAction(services),
    createScheduleAction(services),
  ])('shows the first example of $id as the portal shows it', action => {
    const [{ example }] = action.examples ?? [];
    expect(README).toContain(`\`\`\`yaml\n${example}\`\`\``);
  });
});
