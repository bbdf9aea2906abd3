import { cleanup, fireEvent, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import fc from 'fast-check';
import { anyInputSchema } from './__testUtils__/anySchema';
import { InputForm } from './InputForm';
import { fillDefaults } from './schema/fillDefaults';
import type { JsonSchema } from './schema/JsonSchema';

jest.setTimeout(240_000);
afterEach(() => jest.restoreAllMocks());

const PLAIN = document.createElement('div').style;
const SELF = { $ref: '#' };

describe('A form of any schema', () => {
  it('is drawn, and sends nothing that nobody chose', async () => {
    // What jsdom computes of styles grows with fields and rules together.
    jest.spyOn(window, 'getComputedStyle').mockReturnValue(PLAIN);
    const complaints = jest.spyOn(console, 'error').mockReturnValue();
    await fc.assert(
      fc.asyncProperty(anyInputSchema, async schema => {
        // What is left of a sample that failed.
        cleanup();
        const onChange = jest.fn();
        const onAction = jest.fn();
        await renderInTestApp(
          <InputForm
            schema={schema}
            input={EMPTY}
            problems={NONE}
            disabled={false}
            onChange={onChange}
            onAction={onAction}
          >
            <button type="submit" value="run">
              Run
            </button>
          </InputForm>,
        );
        fireEvent.click(screen.getByText('Run'));
        expect(onChange).not.toHaveBeenCalled();
        for (const [action, input] of onAction.mock.calls) {
          expect(action).toBe('run');
          expect(input).toEqual({});
        }
        // Not sent only where something has to be there, and that is said.
        const isRefused = screen.queryByRole('alert') !== null;
        expect(onAction).toHaveBeenCalledTimes(isRefused ? 0 : 1);
        cleanup();
      }),
      { numRuns: 60 },
    );
    const crashes = complaints.mock.calls.filter(([first]) =>
      String(first).includes('The above error occurred'),
    );
    expect(crashes).toEqual([]);
  });
});

const HOSTILE: Record<string, JsonSchema & { examples?: object }> = {
  'has itself four times': {
    properties: { a: SELF, b: SELF, c: SELF, d: SELF },
    required: ['a', 'b', 'c', 'd', 'e', 'f'],
  },
  'has lists of itself': {
    properties: { a: { type: 'array', minItems: 3, items: SELF }, b: SELF },
    default: { a: [] },
  },
  'has itself as each of its ways': {
    properties: { a: { oneOf: [SELF, SELF, SELF] } },
    required: ['a'],
    examples: { a: { a: { a: {} } } },
  },
  'is all of itself twice': {
    properties: { a: { $ref: '#/definitions/twice' } },
    examples: { a: 'filled in' },
    definitions: {
      twice: {
        allOf: [
          { $ref: '#/definitions/twice' },
          { $ref: '#/definitions/twice' },
        ],
        default: { x: 1 },
      },
    },
  },
  'has two of the next, twenty times': {
    properties: { a: { $ref: '#/definitions/d0' } },
    definitions: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => {
        const next = { $ref: `#/definitions/d${index + 1}` };
        return [
          `d${index}`,
          { type: 'object', properties: { a: next, b: next }, default: {} },
        ];
      }),
    ),
  },
};

it.each(Object.entries(HOSTILE))(
  'A form of a schema that %s has a bearable number of fields, and can be filled in',
  async (_, schema) => {
    jest.spyOn(window, 'getComputedStyle').mockReturnValue(PLAIN);
    const onChange = jest.fn();
    const input = fillDefaults({ type: 'object', ...schema }, EMPTY);
    await renderInTestApp(
      <InputForm
        schema={{ type: 'object', ...schema }}
        input={{ ...(input as object), ...schema.examples }}
        problems={NONE}
        disabled={false}
        onChange={onChange}
        onAction={() => {}}
      >
        <button type="submit">Run</button>
      </InputForm>,
    );
    const fields = document.querySelectorAll('input, textarea');
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.length).toBeLessThan(1_500);
    fireEvent.click(screen.getByText('Run'));
    cleanup();
  },
);

const EMPTY = {};
const NONE: never[] = [];
