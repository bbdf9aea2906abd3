import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RJSFSchema } from '@rjsf/utils';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  type RecordedOrchestrator,
} from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(Date.parse('2026-03-01T12:00:00.000Z'));
  giveElementsHeight(600);
});

const show = async (input: RJSFSchema, query = '') => {
  const flow = { ...bootstrapFlow, id: 'any', title: 'Any' };
  backend.flows = [{ ...flow, input: { type: 'object', ...input } }];
  await renderPage(backend, `/flows/any${query}`);
  await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
};

const run = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Run' }));
};

/** What was sent when only what a test chose was filled in. */
const sent = async () => {
  await run();
  await waitFor(() => expect(backend.started).toHaveLength(1));
  return backend.started[0].request.input;
};

const texts: RJSFSchema = { type: 'array', items: { type: 'string' } };

describe('The form of a flow', () => {
  it('answers where the pattern of a field would backtrack for ever', async () => {
    await show({
      properties: {
        name: { type: 'string', title: 'Name', pattern: '^(a+)+$' },
        other: { type: 'string', title: 'Other', pattern: '(?=b)a' },
      },
    });
    const name = screen.getByLabelText('Name');
    fireEvent.change(name, { target: { value: `${'a'.repeat(2_000)}b` } });
    await run();
    await waitFor(() =>
      expect(
        screen.getByText('expected text of the form ^(a+)+$'),
      ).toBeInTheDocument(),
    );
    expect(backend.started).toHaveLength(0);
    // What only the backend can judge is sent.
    fireEvent.change(name, { target: { value: 'aaa' } });
    fireEvent.change(screen.getByLabelText('Other'), {
      target: { value: 'x' },
    });
    expect(await sent()).toEqual({ name: 'aaa', other: 'x' });
  });

  it.each<[string, RJSFSchema['properties']]>([
    ['a list that may be left out', { hosts: { ...texts, minItems: 1 } }],
    ['a list without a limit', { names: texts }],
    [
      'a choice by oneOf',
      {
        target: {
          type: 'string',
          oneOf: [
            { const: 'production', title: 'Production' },
            { const: 'test', title: 'Test' },
          ],
        },
      },
    ],
    [
      'a choice by anyOf',
      { target: { anyOf: [{ const: 'a' }, { const: 'b' }] } },
    ],
    ['an enum with null', { size: { enum: [null, 'small', 'large'] } }],
    ['a const', { kind: { type: 'string', const: 'x' } }],
    [
      'objects within objects',
      {
        a: {
          type: 'object',
          properties: {
            b: {
              type: 'object',
              properties: { names: { ...texts, minItems: 2 }, c: { const: 1 } },
            },
          },
        },
      },
    ],
    [
      'a list of objects',
      {
        disks: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', properties: { size: { type: 'integer' } } },
        },
      },
    ],
    [
      'a map',
      { labels: { type: 'object', additionalProperties: { type: 'string' } } },
    ],
    ['a yes or no', { force: { type: 'boolean' } }],
    ['a number or nothing', { count: { type: ['integer', 'null'] } }],
  ])('sends nothing of %s that nobody chose', async (_, properties) => {
    await show({ properties });
    expect(await sent()).toEqual({});
  });

  it('sends what is so by default, and what was chosen', async () => {
    await show({
      required: ['region'],
      properties: {
        region: { type: 'string', title: 'Region' },
        size: { type: 'integer', default: 3 },
        inner: {
          type: 'object',
          properties: { names: { ...texts, default: ['a'] }, x: texts },
        },
      },
    });
    fireEvent.change(screen.getByRole('textbox', { name: /Region/ }), {
      target: { value: 'eu' },
    });
    expect(await sent()).toEqual({
      region: 'eu',
      size: 3,
      inner: { names: ['a'] },
    });
  });

  it('does not send a list that was emptied', async () => {
    await show({
      properties: { hosts: { ...texts, title: 'Hosts', minItems: 1 } },
    });
    const field = screen.getByRole('combobox', { name: /Hosts/ });
    await userEvent.type(field, 'a{Enter}');
    await userEvent.type(field, '{Backspace}');
    expect(await sent()).toEqual({});
  });

  it('asks for a list that has to be there', async () => {
    await show({
      required: ['hosts'],
      properties: { hosts: { ...texts, title: 'Hosts', minItems: 1 } },
    });
    await run();
    expect(await screen.findByText(/expected a value/)).toBeVisible();
    expect(backend.started).toEqual([]);
    const field = screen.getByRole('combobox', { name: /Hosts/ });
    await userEvent.type(field, 'a{Enter}');
    expect(await sent()).toEqual({ hosts: ['a'] });
  });

  it('is there whatever an address fills it in with', async () => {
    const input = encodeURIComponent(
      JSON.stringify({ hosts: [null, 5, { a: 1 }], name: [1], inner: 'x' }),
    );
    await show(
      {
        properties: {
          hosts: texts,
          name: { type: 'string' },
          inner: { type: 'object', properties: { a: texts } },
        },
      },
      `?input=${input}`,
    );
    expect(screen.getByRole('button', { name: 'Run' })).toBeEnabled();
  });

  it('takes JSON where no form can be made of a schema', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const list = { items: null } as unknown as RJSFSchema;
    await show({ properties: { broken: { type: 'array', ...list } } });
    const field = await screen.findByRole('textbox', { name: 'Input (JSON)' });
    expect(screen.getByText(/No form can be made/)).toBeVisible();
    fireEvent.change(field, { target: { value: '{"broken": [' } });
    await run();
    expect(screen.getByText(/Expected an object in JSON/)).toBeVisible();
    expect(backend.started).toEqual([]);
    fireEvent.change(field, { target: { value: '{"broken": [1]}' } });
    expect(await sent()).toEqual({ broken: [1] });
  });
});
