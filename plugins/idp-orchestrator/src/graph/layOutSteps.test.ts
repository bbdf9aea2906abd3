import { bootstrapFlow } from '../../dev/recordings';
import { besideEach, drawnNeeds, layOutSteps } from './layOutSteps';

const step = (id: string, ...needs: string[]) => ({ id, title: id, needs });

describe('layOutSteps', () => {
  it('puts steps that may run at the same time into one column', () => {
    const columns = layOutSteps(bootstrapFlow.steps);
    expect(columns.map(column => column.map(({ id }) => id))).toEqual([
      ['prerequisites'],
      ['infrastructure'],
      ['authentication', 'platform-core'],
      ['monitoring', 'backstage'],
      ['health-check'],
    ]);
  });

  it('stands a step behind the last of those it needs', () => {
    const columns = layOutSteps([
      step('a'),
      step('b', 'a'),
      step('c', 'a', 'b'),
    ]);
    expect(columns.map(column => column.length)).toEqual([1, 1, 1]);
  });

  it('does not hang on a circle, and knows no steps that are not there', () => {
    expect(layOutSteps([step('a', 'b'), step('b', 'a')]).flat()).toHaveLength(
      2,
    );
    expect(layOutSteps([step('a', 'gone')])).toEqual([[step('a', 'gone')]]);
  });
});

describe('drawnNeeds', () => {
  it('leaves out what another need has already', () => {
    const needs = drawnNeeds(bootstrapFlow.steps);
    expect(needs.get('health-check')).toEqual(['monitoring', 'backstage']);
    expect(needs.get('backstage')).toEqual(['platform-core', 'authentication']);
  });
});

describe('besideEach', () => {
  it('names the others of the column', () => {
    const beside = besideEach(bootstrapFlow.steps);
    expect(beside.get('authentication')).toEqual(['Platform core']);
    expect(beside.get('prerequisites')).toEqual([]);
  });
});
