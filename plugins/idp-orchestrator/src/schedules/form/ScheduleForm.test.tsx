import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator } from '../../../dev/recordings';
import { ownTimeZone } from '../../windows/formatSpan';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';

const config = {
  idpOrchestrator: {
    environments: {
      development: { title: 'Development' },
      production: { title: 'Production' },
    },
  },
};

const recorded = () => createRecordedOrchestrator(Date.now());
const fill = (name: RegExp, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), {
    target: { value },
  });
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

describe('The form of a schedule', () => {
  it('makes one out of the flow of the address, and shows before when it is due and what it does', async () => {
    const backend = recorded();
    await renderPage(
      backend,
      '/schedules/_new?flow=health-check-platform&environment=development',
      { config, framed: true },
    );
    expect(
      await screen.findByRole('combobox', { name: /Flow or script/ }),
    ).toHaveValue('Check the platform’s health');
    expect(await screen.findByRole('button', { name: 'Save…' })).toBeDisabled();
    fill(/^Title/, 'Nightly check');
    expect(screen.getByRole('textbox', { name: /^Id/ })).toHaveValue(
      'nightly-check',
    );
    await press('Each night, 02:30');
    const next = await screen.findByRole('table', { name: 'Next due times' });
    expect(within(next).getAllByRole('row')).toHaveLength(6);
    await press('Save…');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/steps? would run: .*with your rights/),
    ).toBeVisible();
    expect(dialog.getByText(/For the first time/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'Nightly check' }),
    ).toBeVisible();
    expect(backend.scheduled).toEqual([
      {
        act: 'create',
        id: 'nightly-check',
        request: {
          definition: {
            id: 'nightly-check',
            title: 'Nightly check',
            flow: 'health-check-platform',
            input: { comprehensive: true },
            environment: 'development',
            cron: '30 2 * * *',
            timezone: ownTimeZone(),
            overlap: 'skip',
            catchUp: { mode: 'none' },
            onFailure: {},
          },
        },
      },
    ]);
  });

  it('tells what is wrong with a pattern at its field', async () => {
    await renderPage(recorded(), '/schedules/_new?flow=health-check-platform', {
      config,
    });
    await screen.findByRole('button', { name: 'Save…' });
    fill(/^Pattern/, '30 2 * *');
    expect(
      await screen.findByText('expected five fields, got "30 2 * *"'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /^Pattern/ })).toBeInvalid();
  });

  it('changes one without losing what the form does not show, and keeps its id', async () => {
    const backend = recorded();
    backend.schedules[0].schedule.input = { dry_run: true };
    await renderPage(backend, '/schedules/nightly-cleanup/edit', { config });
    const id = await screen.findByRole('textbox', { name: /^Id/ });
    expect(id).toBeDisabled();
    await screen.findByRole('button', { name: 'Save…' });
    fill(/^Title/, 'Each night');
    fill(/^Platform name/, 'acme');
    await press('Save…');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'Each night' }),
    ).toBeVisible();
    expect(backend.scheduled).toMatchObject([
      {
        act: 'update',
        id: 'nightly-cleanup',
        request: {
          revision: 4,
          definition: {
            title: 'Each night',
            environment: 'development',
            input: { platform_name: 'acme', dry_run: true },
          },
        },
      },
    ]);
  });

  it('tells at the field what the backend refuses to save', async () => {
    const backend = recorded();
    const problem = { path: 'id', expected: 'another one', got: '"x"' };
    jest.spyOn(backend, 'createSchedule').mockRejectedValue(
      Object.assign(new Error('refused'), {
        statusCode: 400,
        cause: { message: 'refused', problems: [problem] },
      }),
    );
    await renderPage(
      backend,
      '/schedules/_new?flow=health-check-platform&environment=development',
      { config, framed: true },
    );
    await screen.findByRole('button', { name: 'Save…' });
    fill(/^Title/, 'x');
    await press('Each night, 02:30');
    await press('Save…');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText('expected another one, got "x"'),
    ).toBeVisible();
    expect(
      screen.getByText('It was not saved: some values do not fit'),
    ).toBeVisible();
  });
});
