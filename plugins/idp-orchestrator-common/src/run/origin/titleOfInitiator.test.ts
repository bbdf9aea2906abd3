import type { Initiator } from './Initiator';
import {
  principalBehind,
  principalOf,
  titleOfInitiator,
} from './titleOfInitiator';

const ANNA = 'user:default/anna';

describe('An initiator', () => {
  it.each<{ by: Initiator; principal: string; behind?: string; title: string }>(
    [
      { by: { kind: 'user', ref: ANNA }, principal: ANNA, title: 'anna' },
      {
        by: { kind: 'service', ref: 'plugin:catalog' },
        principal: 'plugin:catalog',
        title: 'plugin:catalog',
      },
      {
        by: { kind: 'agent', ref: 'agent:ops', onBehalfOf: ANNA },
        principal: ANNA,
        behind: ANNA,
        title: 'agent:ops for anna',
      },
      // One with a token of its own.
      {
        by: { kind: 'agent', ref: 'agent:ops' },
        principal: 'agent:ops',
        title: 'agent:ops',
      },
      {
        by: { kind: 'automation', ref: 'schedule:nightly', onBehalfOf: ANNA },
        principal: ANNA,
        behind: ANNA,
        title: 'schedule:nightly for anna',
      },
    ],
  )('that is called $title has who answers for it', asked => {
    const { by, principal, behind, title } = asked;
    expect(principalOf(by)).toBe(principal);
    expect(principalBehind(by)).toBe(behind);
    expect(titleOfInitiator(by)).toBe(title);
  });
});
