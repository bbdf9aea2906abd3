import { decideSharedEnd, type ProcessPlace } from './sharedEnd';

describe('Processes that this one started', () => {
  const container: ProcessPlace = {
    pid: 7,
    namespace: 'pid:[4026532771]',
    firstName: 'tini',
    ancestors: [1],
  };

  it.each<[string, Partial<ProcessPlace>, string]>([
    [
      'it is process 1 of a container',
      { pid: 1, firstName: 'node', ancestors: [] },
      'it is process 1 of its container',
    ],
    [
      'an init ends after it',
      {},
      'tini, process 1 of its container, ends with it',
    ],
    [
      'a shell started npm, which started it',
      { pid: 30, firstName: 'sh', ancestors: [22, 8, 1] },
      'sh, process 1 of its container, ends with it',
    ],
    [
      'a pod shares its process numbers',
      { firstName: 'pause', ancestors: [] },
      'it is the process of a container',
    ],
  ])('end with it where %s', (_, place, reason) => {
    expect(decideSharedEnd({ ...container, ...place })).toBe(reason);
  });

  it.each<[string, Partial<ProcessPlace>]>([
    ['on a host', { namespace: 'pid:[4026531836]' }],
    ['where the kernel has no such names', { namespace: undefined }],
    ['in a container that is a whole system', { firstName: 'systemd' }],
    ['where it was started into a container that goes on', { ancestors: [] }],
  ])('go on %s', (_, place) => {
    expect(decideSharedEnd({ ...container, ...place })).toBeUndefined();
  });
});
