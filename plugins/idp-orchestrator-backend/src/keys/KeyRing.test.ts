import { KeyRing } from './KeyRing';

const OLD = { id: 'old', secret: 'o'.repeat(40) };
const NEW = { id: 'new', secret: 'n'.repeat(40) };

describe('The keys of a portal', () => {
  it('are made from the first that is configured, one for each purpose', () => {
    const ring = new KeyRing([NEW, OLD]);
    const links = ring.current('approval-links', 'No link can be made');
    const inputs = ring.current('secrets-at-rest', 'Nothing can be kept');
    expect([links.id, inputs.id]).toEqual(['new', 'new']);
    expect(links.bytes).toHaveLength(32);
    expect(links.bytes.equals(inputs.bytes)).toBe(false);
  });

  it('still open what an older one made, as long as it is configured', () => {
    const before = new KeyRing([OLD]).current('audit-seals', '');
    const after = new KeyRing([NEW, OLD]);
    expect(after.find('audit-seals', 'old')?.bytes).toEqual(before.bytes);
    expect(new KeyRing([NEW]).find('audit-seals', 'old')).toBeUndefined();
  });

  it('say what to do where there is none', () => {
    const ring = new KeyRing([]);
    expect(ring.isEmpty).toBe(true);
    expect(() => ring.current('approval-links', 'No link can be made')).toThrow(
      'No link can be made: this portal has no key for it. Whoever runs it sets idpOrchestrator.keys',
    );
  });
});
