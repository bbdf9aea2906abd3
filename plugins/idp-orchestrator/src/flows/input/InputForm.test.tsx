import {
  cleanup,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  everyFieldFlow,
  type RecordedOrchestrator,
} from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';
import type { JsonSchema } from './schema/JsonSchema';

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(Date.parse('2026-03-01T12:00:00.000Z'));
  giveElementsHeight(600);
});

const show = async (input: JsonSchema, query = '') => {
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

/** The flow with each kind of field, filled in as far as nothing is asked for. */
const showEvery = async (more = '') => {
  const labels = more ? '{"labels":{"one":"a","two":"b"}}' : '{}';
  const query = more ? `?input=${encodeURIComponent(labels)}` : '?';
  await renderPage(backend, `/flows/${everyFieldFlow.id}${query}`);
  await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
};

const fieldOfName = () =>
  document.querySelector<HTMLInputElement>(
    'input[placeholder="for example team-blue"]',
  )!;

const choose = async (field: string, option: string) => {
  fireEvent.mouseDown(
    screen.getByRole('combobox', { name: new RegExp(`^${field}`) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
};

/** What was sent after what has to be there was filled in as well. */
const sentEvery = async () => {
  fireEvent.change(fieldOfName(), { target: { value: 'blue' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'Nodes' }), {
    target: { value: '2' },
  });
  await choose('Where', 'In the cloud');
  fireEvent.change(screen.getByRole('textbox', { name: 'Account' }), {
    target: { value: 'x' },
  });
  return sent();
};

const texts: JsonSchema = { type: 'array', items: { type: 'string' } };

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

  it.each<[string, Record<string, JsonSchema>]>([
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

  it('asks nobody whether it is a dry run, since the plan tells what that would', async () => {
    await show({
      required: ['dry_run'],
      properties: { dry_run: { type: 'boolean', default: false } },
    });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(await sent()).toEqual({});
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

  it('takes JSON for a part of which no field can be made, and shows the others', async () => {
    await show({
      properties: {
        broken: { type: 'array', items: null },
        name: { type: 'string', title: 'Name' },
      },
    });
    const field = screen.getByRole('textbox', { name: 'broken (JSON)' });
    expect(field).toHaveAccessibleDescription(/There is no form for this part/);
    fireEvent.change(field, { target: { value: '[' } });
    await run();
    expect(field).toHaveAccessibleDescription(/This is no JSON yet/);
    expect(field).toHaveFocus();
    expect(backend.started).toEqual([]);
    fireEvent.change(field, { target: { value: '[1]' } });
    expect(await sent()).toEqual({ broken: [1] });
  });

  it('fills in maps by rows of name and value, checks the names, and loses none', async () => {
    await showEvery();
    await userEvent.click(
      screen.getByRole('button', { name: 'Add to Labels' }),
    );
    const labels = within(screen.getByRole('group', { name: 'Labels' }));
    const nameOf = () => labels.getAllByRole('textbox', { name: 'Name' });
    fireEvent.change(nameOf()[0], { target: { value: 'Team 1' } });
    fireEvent.blur(nameOf()[0]);
    expect(
      await screen.findByText('expected another name than "Team 1"'),
    ).toBeVisible();
    fireEvent.change(nameOf()[0], { target: { value: 'team' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Value of team' }), {
      target: { value: 'blue' },
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Add to Labels' }),
    );
    fireEvent.change(nameOf()[1], { target: { value: 'team' } });
    expect(screen.getByText('This name is there already')).toBeVisible();
    await run();
    expect(backend.started).toEqual([]);
    fireEvent.change(nameOf()[1], { target: { value: 'cost' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Value of cost' }), {
      target: { value: 'low' },
    });
    expect(await sentEvery()).toMatchObject({
      labels: { team: 'blue', cost: 'low' },
    });
  });

  it('takes a row of a map out again', async () => {
    await showEvery('&labels');
    await userEvent.click(screen.getByRole('button', { name: 'Remove one' }));
    expect(await sentEvery()).toMatchObject({ labels: { two: 'b' } });
  });

  it('tells the limits before they are broken, and what is broken once a field was left', async () => {
    await showEvery();
    const nodes = screen.getByRole('textbox', { name: 'Nodes' });
    expect(nodes).toHaveAccessibleDescription('1 to 10');
    expect(
      screen.getByRole('textbox', { name: 'Share of the budget (%)' }),
    ).toHaveAccessibleDescription('0 to 100 · a multiple of 5');
    const name = fieldOfName();
    expect(name).toHaveAccessibleDescription(
      /3 to 20 characters · text of the form/,
    );
    fireEvent.change(nodes, { target: { value: '12' } });
    expect(nodes).not.toHaveAttribute('aria-invalid', 'true');
    fireEvent.blur(nodes);
    expect(nodes).toHaveAccessibleDescription(/expected at most 10/);
    fireEvent.change(nodes, { target: { value: 'ten' } });
    expect(nodes).toHaveValue('ten');
    expect(nodes).toHaveAccessibleDescription(
      /expected a value of type integer/,
    );
    fireEvent.change(nodes, { target: { value: '10' } });
    expect(nodes).toHaveAccessibleDescription('1 to 10');
  });

  it('shows long texts in several lines', async () => {
    await showEvery();
    expect(screen.getByRole('textbox', { name: 'Purpose' }).tagName).toBe(
      'TEXTAREA',
    );
    expect(fieldOfName().tagName).toBe('INPUT');
  });

  it('tells dates and times in UTC, whatever is picked', async () => {
    await showEvery();
    fireEvent.change(screen.getByLabelText('First day'), {
      target: { value: '2026-12-24' },
    });
    fireEvent.change(screen.getByLabelText('Backup at (UTC)'), {
      target: { value: '03:30' },
    });
    const until = screen.getByLabelText('Until (your time)');
    fireEvent.change(until, { target: { value: '2026-12-31T23:00:30' } });
    const utc = `${new Date('2026-12-31T23:00:30').toISOString().slice(0, 19)}Z`;
    expect(until).toHaveAccessibleDescription(new RegExp(`= ${utc} in UTC`));
    expect((until as HTMLInputElement).value).toMatch(/^2026-12-31T23:00:30/);
    expect(await sentEvery()).toMatchObject({
      from: '2026-12-24',
      backup: '03:30:00Z',
      until: utc,
    });
  });

  it('chooses none of several ways, and keeps what was typed for one while another is looked at', async () => {
    await showEvery();
    expect(screen.queryByRole('textbox', { name: 'Account' })).toBeNull();
    await run();
    expect(backend.started).toEqual([]);
    await choose('Where', 'On a machine');
    fireEvent.change(screen.getByRole('textbox', { name: 'Host' }), {
      target: { value: 'box-1' },
    });
    await choose('Where', 'In the cloud');
    expect(screen.queryByRole('textbox', { name: 'Host' })).toBeNull();
    await choose('Where', 'On a machine');
    expect(screen.getByRole('textbox', { name: 'Host' })).toHaveValue('box-1');
    fireEvent.change(fieldOfName(), { target: { value: 'blue' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Nodes' }), {
      target: { value: '2' },
    });
    expect(await sent()).toEqual({
      name: 'blue',
      size: 2,
      share: 20,
      target: { kind: 'machine', host: 'box-1', port: 22 },
    });
  });

  it('knows from its address which way was chosen', async () => {
    await showEvery();
    expect(screen.getByTestId('address')).toHaveTextContent('?');
    await choose('Where', 'In the cloud');
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent('cloud'),
    );
    const address = screen.getByTestId('address').textContent ?? '';
    cleanup();
    await renderPage(backend, address.replace('/idp-orchestrator', ''));
    await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
    expect(screen.getByRole('textbox', { name: 'Account' })).toHaveValue('');
  });

  it('fills in lists of objects, and lists in them', async () => {
    await showEvery();
    const add = async (title: string) =>
      userEvent.click(screen.getByRole('button', { name: `Add to ${title}` }));
    await add('Disks');
    await add('Disks');
    const sizes = screen.getAllByRole('textbox', { name: 'Size (GB)' });
    fireEvent.change(sizes[0], { target: { value: '10' } });
    fireEvent.change(sizes[1], { target: { value: '20' } });
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove Disk 1' }),
    );
    expect(screen.getByRole('textbox', { name: 'Size (GB)' })).toHaveValue(
      '20',
    );
    await add('Mounts');
    await add('Mounts 1');
    fireEvent.change(screen.getByRole('textbox', { name: 'Mounts 1 1' }), {
      target: { value: '7' },
    });
    expect(await sentEvery()).toMatchObject({
      disks: [{ size: 20, mounts: [[7]] }],
    });
  });

  it('sends null where it was chosen, and a yes or no only where it was said', async () => {
    await showEvery();
    const keep = screen.getByRole('checkbox', { name: 'Keep the data' });
    expect(keep).toHaveAttribute('aria-checked', 'mixed');
    await userEvent.click(keep);
    await userEvent.click(keep);
    await choose('Region', 'None (null)');
    expect(await sentEvery()).toMatchObject({
      region: null,
      persistent: false,
    });
  });

  it('says that what was emptied is empty, where a default would come in its place', async () => {
    await show({
      properties: {
        name: { type: 'string', title: 'Name', default: 'x' },
        size: { type: 'integer', title: 'Size', default: 3 },
        hosts: { ...texts, title: 'Hosts', default: ['a'] },
      },
    });
    const clear = (name: string) =>
      fireEvent.change(screen.getByRole('textbox', { name }), {
        target: { value: '' },
      });
    clear('Name');
    clear('Size');
    await userEvent.type(
      screen.getByRole('combobox', { name: /Hosts/ }),
      '{Backspace}',
    );
    expect(
      screen.getByRole('textbox', { name: 'Size' }),
    ).toHaveAccessibleDescription('when empty: 3');
    expect(await sent()).toEqual({ name: '', hosts: [] });
  });

  it('shows the fields that follow from what is filled in', async () => {
    await show({
      properties: { mode: { enum: ['a', 'b'], title: 'Mode' } },
      if: { properties: { mode: { const: 'b' } }, required: ['mode'] },
      then: {
        required: ['why'],
        properties: { why: { type: 'string', title: 'Why' } },
      },
    });
    expect(screen.queryByRole('textbox', { name: 'Why' })).toBeNull();
    await choose('Mode', 'b');
    await run();
    expect(
      screen.getByRole('textbox', { name: 'Why' }),
    ).toHaveAccessibleDescription('expected a value');
    expect(backend.started).toEqual([]);
  });

  it('shows what an address fills in beside its fields', async () => {
    const input = encodeURIComponent('{"strange":5}');
    await show(
      { additionalProperties: false, properties: { a: { type: 'string' } } },
      `?input=${input}`,
    );
    await run();
    expect(screen.getByText('expected a known name')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove strange' }),
    );
    expect(await sent()).toEqual({});
  });
});
