import { readStartingTemplate } from './StartingTemplate';

describe('The template that started a run', () => {
  it.each([
    ['template:default/portal', 'a-1'],
    ['template:default/portal', undefined],
    [undefined, 'a-1'],
  ])('is known by %s and task %s', (entityRef, taskId) => {
    expect(readStartingTemplate(entityRef, taskId)).toEqual(
      JSON.parse(JSON.stringify({ entityRef, taskId })),
    );
  });

  it('is left out where nothing says which', () => {
    expect(readStartingTemplate()).toBeUndefined();
  });

  it.each([
    ['portal', 'a/../b'],
    [`template:default/${'a'.repeat(64)}`, 'a'.repeat(101)],
    ['template:default/portal?x=1', 'a b'],
  ])('is none that is called %s with task %s', (entityRef, taskId) => {
    expect(readStartingTemplate(entityRef, taskId)).toBeUndefined();
  });
});
