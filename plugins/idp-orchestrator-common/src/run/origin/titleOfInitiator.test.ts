import type { Initiator } from './Initiator';
import {
  principalBehind,
  principalOf,
  titleOfInitiator,
} from './titleOfInitiator';

const ANNA = 'user:default/anna';

describe('An initiator', () => {
  it.each<[string, Initiator, string, string | undefined, string]>([
    ['a person', { kind: 'user', ref: ANNA }, ANNA, undefined, 'anna'],
    [
      'a service',
      { kind: 'service', ref: 'plugin:catalog' },
      'plugin:catalog',
      undefined,
      'plugin:catalog',
    ],
    [
      'an agent',
      { kind: 'agent', ref: 'agent:ops', onBehalfOf: ANNA },
      ANNA,
      ANNA,
      'agent:ops for anna',
    ],
    [
      'an agent with a token of its own',
      { kind: 'agent', ref: 'agent:ops' },
      'agent:ops',
      undefined,
      'agent:ops',
    ],
    [
      'a schedule',
      { kind: 'automation', ref: 'schedule:nightly', onBehalfOf: ANNA },
      ANNA,
      ANNA,
      'schedule:nightly for anna',
    ],
  ])('that is %s has who answers for it', (_, by, principal, behind, title) => {
    expect(principalOf(by)).toBe(principal);
    expect(principalBehind(by)).toBe(behind);
    expect(titleOfInitiator(by)).toBe(title);
  });
});
