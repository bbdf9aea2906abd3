import { lastAfterAll } from './lastAfterAll';
import { layOutSteps } from './layOutSteps';

it('draws steps that run when all others are over below those', () => {
  const steps = [
    { id: 'a', title: 'A', needs: [] },
    { id: 'b', title: 'B', needs: ['a'] },
    { id: 'c', title: 'C', needs: ['a'] },
    { id: 'tidy', title: 'Tidy', needs: [], finally: true },
    { id: 'tell', title: 'Tell', needs: ['tidy'], finally: true },
  ];
  const rows = layOutSteps(lastAfterAll(steps));
  expect(rows.map(row => row.map(({ id }) => id))).toEqual([
    ['a'],
    ['b', 'c'],
    ['tidy'],
    ['tell'],
  ]);
});
