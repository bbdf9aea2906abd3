import fc from 'fast-check';
import {
  createStartWaves,
  createStopWaves,
  findBlastRadius,
  listCircles,
  type Dependent,
} from './waves';

/**
 * An arbitrary of services that need some of those before them, so never each
 * other, and a choice of them.
 */
const platforms = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 15 })
  .chain(lists => {
    const all: Dependent[] = lists.map((numbers, index) => ({
      name: `s${index}`,
      dependsOn: numbers.map(number =>
        // Some need what there is not.
        number > 25 || index === 0 ? 'gone' : `s${number % index}`,
      ),
    }));
    return fc.record({
      all: fc.shuffledSubarray(all, { minLength: all.length }),
      wanted: fc.subarray(all.map(({ name }) => name)),
    });
  });

/** Tells whether one needs the other, through whatever is between them, in the plainest way. */
function needs(all: Dependent[], one: string, other: string): boolean {
  const { dependsOn = [] } = all.find(({ name }) => name === one) ?? {};
  return dependsOn.some(next => next === other || needs(all, next, other));
}

describe('Waves', () => {
  it('hold each wanted service once, and no other', () => {
    fc.assert(
      fc.property(platforms, ({ all, wanted }) => {
        const names = createStartWaves(all, wanted).flat();
        expect([...names].sort()).toEqual([...wanted].sort());
      }),
    );
  });

  it('start a service after all that it needs, and no later than that asks for', () => {
    fc.assert(
      fc.property(platforms, ({ all, wanted }) => {
        const waves = createStartWaves(all, wanted);
        waves.forEach((wave, index) => {
          for (const name of wave) {
            const before = wanted.filter(other => needs(all, name, other));
            const last = Math.max(
              -1,
              ...before.map(other =>
                waves.findIndex(one => one.includes(other)),
              ),
            );
            expect(index).toBe(last + 1);
          }
        });
      }),
    );
  });

  it('stop in the reverse order', () => {
    fc.assert(
      fc.property(platforms, ({ all, wanted }) => {
        const started = createStartWaves(all, wanted);
        expect(createStopWaves(all, wanted).reverse()).toEqual(started);
      }),
    );
  });

  it('start what is in no circle after all that it needs, through circles too', () => {
    const all = [
      { name: 'user', dependsOn: ['a'] },
      { name: 'a', dependsOn: ['b'] },
      { name: 'b', dependsOn: ['a', 'base'] },
      { name: 'base', dependsOn: [] },
    ];
    for (const order of [all, [...all].reverse()]) {
      expect(createStartWaves(order, ['user', 'base'])).toEqual([
        ['base'],
        ['user'],
      ]);
    }
  });

  it('start what is in no circle in its order, whatever circles there are', () => {
    const tangled = fc
      .array(fc.array(fc.nat(12), { maxLength: 3 }), { maxLength: 13 })
      .map(lists =>
        lists.map((numbers, index) => ({
          name: `s${index}`,
          dependsOn: numbers.map(number => `s${number}`),
        })),
      );
    fc.assert(
      fc.property(tangled, all => {
        const inCircles = new Set(
          listCircles(all).flatMap(({ members }) => members),
        );
        const wanted = all
          .map(({ name }) => name)
          .filter(name => !inCircles.has(name));
        const waves = createStartWaves(all, wanted);
        expect([...waves.flat()].sort()).toEqual([...wanted].sort());
        const waveOf = (name: string) =>
          waves.findIndex(wave => wave.includes(name));
        const wrong = wanted.flatMap(one =>
          [...listNeeds(all, one)].filter(
            need => wanted.includes(need) && waveOf(need) >= waveOf(one),
          ),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

/** Lists all that one needs, through others too. */
function listNeeds(all: Dependent[], one: string): Set<string> {
  const found = new Set<string>();
  const open = [one];
  for (const name of open) {
    for (const need of all.find(each => each.name === name)?.dependsOn ?? []) {
      if (!found.has(need)) open.push(need);
      found.add(need);
    }
  }
  return found;
}

describe('Circles', () => {
  const all = [
    { name: 'a', dependsOn: ['b'] },
    { name: 'b', dependsOn: ['c'] },
    { name: 'c', dependsOn: ['b'] },
    { name: 'own', dependsOn: ['own', 'a'] },
    { name: 'd', dependsOn: ['e'] },
    { name: 'e', dependsOn: ['f', 'd'] },
    { name: 'f', dependsOn: ['d'] },
  ];

  it('are the services that need each other, and no others that need them', () => {
    expect(listCircles(all).map(({ members }) => members)).toEqual([
      ['b', 'c'],
      ['own'],
      ['d', 'e', 'f'],
    ]);
    expect(listCircles(all.slice(0, 1))).toEqual([]);
  });

  it('tell each member the shortest way back to itself', () => {
    const [bc, own, def] = listCircles(all);
    expect(bc.pathOf('c')).toEqual(['c', 'b', 'c']);
    expect(own.pathOf('own')).toEqual(['own', 'own']);
    expect(def.pathOf('d')).toEqual(['d', 'e', 'd']);
    expect(def.pathOf('f')).toEqual(['f', 'd', 'e', 'f']);
  });
});

describe('The blast radius', () => {
  it('is all that needs an operated service and is none, with the reasons', () => {
    fc.assert(
      fc.property(platforms, ({ all, wanted }) => {
        const touched = findBlastRadius(all, wanted);
        const expected = all
          .filter(({ name }) => !wanted.includes(name))
          .map(({ name }) => ({
            name,
            because: wanted.filter(other => needs(all, name, other)),
          }))
          .filter(({ because }) => because.length > 0);
        expect(touched).toEqual(expected);
      }),
    );
  });
});
