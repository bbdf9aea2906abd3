import * as fc from 'fast-check';
import { Earliest } from './Earliest';

it('keeps the earliest of whatever comes, and says what it left out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (times, limit) => {
        const kept = new Earliest<number>({ limit, until: 40 });
        times.forEach((at, index) => kept.add(at, `${index}`, at));
        const all = times.filter(at => at <= 40).sort((a, b) => a - b);
        const { values, isCut } = kept.list();
        expect(values).toEqual(all.slice(0, limit));
        expect(isCut).toBe(all.length > limit);
        expect(kept.until).toBe(isCut ? values[limit - 1] : 40);
      },
    ),
  );
});
