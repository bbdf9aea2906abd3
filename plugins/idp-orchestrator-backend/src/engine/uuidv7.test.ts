import { uuidv7 } from './uuidv7';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

describe('An id by time', () => {
  it('is a UUID of version 7 that begins with its time', () => {
    const id = uuidv7(NOW);
    expect(id).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(NOW);
  });

  it('comes after all that were made before it, in the same millisecond too', () => {
    const ids = [NOW, NOW + 1].flatMap(at =>
      Array.from({ length: 1_000 }, () => uuidv7(at)),
    );
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
