import type {
  FlowSummary,
  RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listShortcuts } from './listShortcuts';

const flow = (id: string, part: Partial<FlowSummary> = {}) =>
  ({ id, title: id.toLocaleUpperCase(), ...part }) as FlowSummary;
const run = (id: string, flowId: string) => ({ id, flowId }) as RunSummary;

it('The flows at hand are the starred ones, then those that ran lately, each once', () => {
  const shortcuts = listShortcuts({
    flows: [
      flow('a'),
      flow('b'),
      flow('c'),
      flow('operations', { operatesServices: true }),
    ],
    runs: [
      run('4', 'operations'),
      run('3', 'b'),
      run('2', 'gone'),
      run('1', 'b'),
    ],
    starred: ['c', 'removed'],
  });
  expect(
    shortcuts.map(({ title, isStarred, last }) => [title, isStarred, last?.id]),
  ).toEqual([
    ['C', true, undefined],
    ['B', false, '3'],
  ]);
});
