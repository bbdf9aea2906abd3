import { readFlowValues, writeFlowValues } from './flowValues';

const read = (query: string) => readFlowValues(new URLSearchParams(query), {});

describe('flow values in an address', () => {
  it('come back as they were', () => {
    const values = {
      input: { name: 'a&b="c"', list: [1, 2], on: false },
      environment: 'staging',
      reason: 'why not?',
    };
    expect(readFlowValues(writeFlowValues(values, {}), {})).toEqual(values);
  });

  it('hold no secrets, and nothing that is so by default', () => {
    const schema = {
      properties: {
        token: { writeOnly: true },
        password: { format: 'password' },
        name: { default: 'x' },
        on: { default: true },
      },
    };
    const input = { token: 't', password: 'p', name: 'x', on: false };
    expect(writeFlowValues({ input }, schema).get('input')).toBe(
      '{"on":false}',
    );
  });

  it('are not filled in by secrets that somebody put there', () => {
    const schema = { properties: { token: { writeOnly: true } } };
    const query = new URLSearchParams({ input: '{"token":"t","name":"x"}' });
    expect(readFlowValues(query, schema).input).toEqual({ name: 'x' });
  });

  it('are empty when the address is broken', () => {
    expect(read('input={a').input).toEqual({});
    expect(read('input=[1]').input).toEqual({});
  });
});
