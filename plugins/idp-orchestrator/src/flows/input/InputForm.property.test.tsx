import { cleanup, fireEvent, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import fc from 'fast-check';
import { anyInputSchema } from './__testUtils__/anySchema';
import { InputForm } from './InputForm';

jest.setTimeout(240_000);

describe('A form of any schema', () => {
  it('is drawn, and sends nothing that nobody chose', async () => {
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

const EMPTY = {};
const NONE: never[] = [];
