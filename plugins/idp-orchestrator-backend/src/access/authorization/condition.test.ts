import { holds, type Condition } from './condition';

const traits = { flow: 'deploy', risk: 'medium' };
type Trait = keyof typeof traits;
const flow = (...oneOf: string[]) => ({ trait: 'flow' as const, oneOf });
const risk = (...oneOf: string[]) => ({ trait: 'risk' as const, oneOf });

describe('A condition', () => {
  it.each<[string, Condition<Trait>, boolean]>([
    ['one of the values', flow('wipe', 'deploy'), true],
    ['none of the values', flow('wipe'), false],
    ['no value', flow(), false],
    ['not', { not: flow('wipe') }, true],
    ['all of', { allOf: [flow('deploy'), risk('medium')] }, true],
    ['all of, one failing', { allOf: [flow('deploy'), risk('low')] }, false],
    ['all of nothing', { allOf: [] }, true],
    ['any of', { anyOf: [flow('wipe'), risk('medium')] }, true],
    ['any of, none', { anyOf: [flow('wipe'), risk('low')] }, false],
    ['any of nothing', { anyOf: [] }, false],
    [
      'nested',
      {
        allOf: [
          { not: { anyOf: [flow('wipe'), risk('high')] } },
          risk('medium'),
        ],
      },
      true,
    ],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, traits)).toBe(expected);
  });
});
