import { createMask } from '../bridge';
import { RunSecrets } from '../engine';
import { KeyRing, SecretBox } from '../keys';

/** The keys of tests, by the ids that they go by. */
export const TEST_KEYS = ['new', 'old', 'older'].map(id => ({
  id,
  secret: `the ${id} key of tests, 32 characters long`,
}));

/** Makes a ring of some of the keys of tests, the first of which is used. */
export function createTestKeys(...ids: string[]): KeyRing {
  const wanted = ids.length > 0 ? ids : ['new'];
  return new KeyRing(
    wanted.flatMap(id => TEST_KEYS.filter(key => key.id === id)),
  );
}

/** Makes a box that encrypts with the first of some of the keys of tests. */
export function createTestBox(...ids: string[]): SecretBox {
  return new SecretBox(createTestKeys(...ids));
}

/** Makes what keeps typed secrets, in memory. */
export function createTestSecrets(): RunSecrets {
  return new RunSecrets({
    box: createTestBox(),
    store: {
      read: async () => undefined,
      listOthers: async () => [],
      replace: async () => false,
      wipe: async () => 0,
    },
    createMask,
  });
}
