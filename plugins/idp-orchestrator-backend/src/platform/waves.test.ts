import fc from 'fast-check';
import {
  createStartWaves,
  createStopWaves,
  findBlastRadius,
  findCircle,
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

  it('name the circle in which services need each other', () => {
    const all = [
      { name: 'a', dependsOn: ['b'] },
      { name: 'b', dependsOn: ['c'] },
      { name: 'c', dependsOn: ['b'] },
    ];
    expect(findCircle(all)).toEqual(['b', 'c', 'b']);
    expect(() => createStartWaves(all, ['a'])).toThrow('b → c → b');
    expect(findCircle([{ name: 'a', dependsOn: [] }])).toBeUndefined();
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
