import { bootstrapFlow } from '../../dev/recordings';
import { layOutSteps } from './layOutSteps';
import { untangle } from './untangle';

describe('untangle', () => {
  it('stands a step nearer to what it needs', () => {
    const layers = untangle(layOutSteps(bootstrapFlow.steps));
    expect(layers.map(layer => layer.map(({ id }) => id))).toEqual([
      ['prerequisites'],
      ['infrastructure'],
      ['authentication', 'platform-core'],
      ['backstage', 'monitoring'],
      ['health-check'],
    ]);
  });
});
