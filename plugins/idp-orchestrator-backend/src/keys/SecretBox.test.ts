import { KeyRing } from './KeyRing';
import { isSealed, sealingKeyOf, SecretBox } from './SecretBox';

const OLD = { id: 'old', secret: 'o'.repeat(40) };
const NEW = { id: 'new', secret: 'n'.repeat(40) };
const WHERE = { place: 'run 1', what: 'It cannot be kept' };

const boxOf = (...keys: { id: string; secret: string }[]) =>
  new SecretBox(new KeyRing(keys));

describe('A sealed text', () => {
  it('opens where it was sealed for, and tells nothing of itself', () => {
    const box = boxOf(NEW);
    const sealed = box.seal('hunter2 ☂', WHERE);
    expect(box.open(sealed, 'run 1')).toBe('hunter2 ☂');
    expect(isSealed(sealed)).toBe(true);
    expect(sealingKeyOf(sealed)).toBe('new');
    expect(sealed).not.toContain('hunter2');
    expect(box.seal('hunter2 ☂', WHERE)).not.toBe(sealed);
  });

  it('opens nowhere else, and not when it was changed', () => {
    const box = boxOf(NEW);
    const sealed = box.seal('hunter2', WHERE);
    expect(() => box.open(sealed, 'run 2')).toThrow('authenticate');
    const changed = sealed.replace(/(.)....$/, (_, c) =>
      c === 'A' ? 'BBBBB' : 'AAAAA',
    );
    expect(() => box.open(changed, 'run 1')).toThrow('authenticate');
  });

  it('opens after its key was replaced, until that is taken out', () => {
    const sealed = boxOf(OLD).seal('hunter2', WHERE);
    expect(boxOf(NEW, OLD).open(sealed, 'run 1')).toBe('hunter2');
    expect(() => boxOf(NEW).open(sealed, 'run 1')).toThrow(
      'What was encrypted with the key old cannot be read: it is not in idpOrchestrator.keys',
    );
  });

  it('is not made without a key', () => {
    expect(boxOf().isUsable).toBe(false);
    expect(() => boxOf().seal('hunter2', WHERE)).toThrow(
      'It cannot be kept: this portal has no key for it',
    );
  });
});
