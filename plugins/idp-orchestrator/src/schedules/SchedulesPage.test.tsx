import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator } from '../../dev/recordings';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

const config = {
  idpOrchestrator: {
    environments: {
      development: { title: 'Development' },
      production: { title: 'Production' },
    },
  },
};

const recorded = () => createRecordedOrchestrator(Date.now());

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

describe('The list of schedules', () => {
  const open = (environment: string, backend = recorded()) =>
    renderPage(backend, `/schedules?environment=${environment}`, {
      config,
      framed: true,
    });

  it('has those first that need somebody, and says why they do not run', async () => {
    await open('development');
    const table = await screen.findByRole('table', { name: /^Schedules/ });
    const rows = within(table).getAllByRole('row').slice(1);
    const names = rows.map(
      row => within(row).getAllByRole('link')[0].textContent,
    );
    expect(names).toEqual([
      'Restart the registry',
      'rotate-keys',
      'Sync users',
      'Nightly clean-up',
      'Weekly report',
    ]);
    expect(screen.getByText('3 of 5 need somebody')).toBeVisible();
    expect(rows[0]).toHaveTextContent('Will not run');
    expect(rows[0]).toHaveTextContent('There is no script restart-registry');
    expect(rows[1]).toHaveTextContent('Needs consent');
    expect(rows[1]).toHaveTextContent('ben may not start it any more');
    expect(rows[2]).toHaveTextContent('Stopped by failures');
    expect(rows[4]).toHaveTextContent('anna: The registry is moved');
    expect(rows[4]).toHaveTextContent('Nothing is due');
    // By the reader's clock, and by that of the schedule.
    expect(rows[3]).toHaveTextContent('in Asia/Tokyo');
    expect(
      within(rows[3]).getAllByRole('link', { name: 'Started' })[0],
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Freezes and maintenance windows' }),
    ).toHaveAttribute(
      'href',
      '/idp-orchestrator/windows?environment=development',
    );
  });

  it('says that schedules of another environment need somebody', async () => {
    await open('development');
    const link = await screen.findByRole('link', {
      name: '1 schedule of Production needs somebody',
    });
    await userEvent.click(link);
    expect(
      await screen.findByRole('link', { name: 'Back up production' }),
    ).toBeVisible();
  });

  it('has as many as there are, some at a time', async () => {
    const backend = recorded();
    const [one] = backend.schedules;
    backend.schedules = Array.from({ length: 250 }, (_, index) => ({
      ...one,
      schedule: { ...one.schedule, id: `schedule-${index}` },
    }));
    await open(one.schedule.environment, backend);
    const countRows = () => screen.getAllByRole('row').length - 1;
    const more = await screen.findByRole('button', { name: 'Show more (150)' });
    expect(countRows()).toBe(100);
    await userEvent.click(more);
    await userEvent.click(screen.getByRole('button', { name: /^Show more/ }));
    expect(countRows()).toBe(250);
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  it('says what schedules are where there are none, and leads to a new one', async () => {
    const backend = recorded();
    backend.schedules = [];
    await open('development', backend);
    expect(await screen.findByText('No schedules here yet')).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'New schedule' }));
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        '/schedules/_new?environment=development',
      ),
    );
  });
});

describe('The page of a schedule', () => {
  const open = (id: string, backend = recorded()) =>
    renderPage(backend, `/schedules/${id}`, { config, framed: true });
  const dialog = async () => within(await screen.findByRole('dialog'));

  it('tells when it is due in both zones, what surprises, whose rights it has, and what became of it', async () => {
    const backend = recorded();
    await open('nightly-cleanup', backend);
    const next = await screen.findByRole('table', { name: 'Next due times' });
    expect(within(next).getAllByRole('row')).toHaveLength(6);
    expect(next).toHaveTextContent('Asia/Tokyo');
    expect(next).toHaveTextContent('02:30 comes twice that day');
    expect(
      screen.getByText(/Its runs start with the rights of anna, as far as/),
    ).toBeVisible();
    const ledger = screen.getByRole('table', { name: /^Due times/ });
    expect(ledger).toHaveTextContent('Left out, a run was not over');
    expect(ledger).toHaveTextContent('Run 5 is waiting for an approval');
    expect(ledger).toHaveTextContent('Missed, no backend was there');
    expect(
      within(ledger).getByRole('link', { name: 'Started' }),
    ).toHaveAttribute('href', expect.stringMatching(/\/runs\/1111/));
  });

  it('shows what the next run would do when somebody asks, with the windows of then', async () => {
    const backend = recorded();
    const asked = jest.spyOn(backend, 'planRun');
    await open('nightly-cleanup', backend);
    const show = await screen.findByRole('button', { name: 'Show the plan' });
    expect(asked).not.toHaveBeenCalled();
    await userEvent.click(show);
    expect(await screen.findByRole('region', { name: 'Plan' })).toBeVisible();
    const { nextDueAt } = backend.schedules[0].schedule;
    expect(asked).toHaveBeenCalledWith('bootstrap-platform', {
      input: { platform_name: 'acme' },
      environment: 'development',
      startAt: nextDueAt,
    });
  });

  it('pauses with a reason', async () => {
    const backend = recorded();
    await open('nightly-cleanup', backend);
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    const asks = await dialog();
    expect(asks.getByRole('button', { name: 'Pause' })).toBeDisabled();
    await userEvent.type(asks.getByRole('textbox', { name: /Reason/ }), 'No');
    await userEvent.click(asks.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByText('guest: No')).toBeVisible();
    expect(backend.scheduled).toEqual([
      { act: 'pause', id: 'nightly-cleanup', request: { reason: 'No' } },
    ]);
    // Nothing is due that could be left out, and the button says so.
    expect(
      screen.getByRole('note', {
        name: 'Nothing is due that could be left out',
      }),
    ).toBeVisible();
  });

  it('resumes with what becomes of what was missed', async () => {
    const backend = recorded();
    await open('weekly-report', backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const asks = await dialog();
    expect(
      asks.getByText(/^3 due times were missed since it stopped/),
    ).toBeVisible();
    await userEvent.click(
      asks.getByRole('radio', { name: 'Start each of them now, 3 runs' }),
    );
    await userEvent.click(asks.getByRole('button', { name: 'Resume' }));
    await screen.findByText(/goes on, and starts 3 runs of before/);
    expect(backend.scheduled).toEqual([
      { act: 'resume', id: 'weekly-report', request: { missed: 'all' } },
    ]);
  });

  it('starts all that was missed only where runs may be beside each other', async () => {
    const backend = recorded();
    backend.schedules = backend.schedules.map(one =>
      one.schedule.id === 'sync-users' ? { ...one, missed: 2 } : one,
    );
    await open('sync-users', backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const asks = await dialog();
    expect(
      asks.getByRole('radio', { name: 'Start each of them now, 2 runs' }),
    ).toBeDisabled();
    expect(asks.getByText(/all but the first would be left out/)).toBeVisible();
  });

  it('asks of one that was missed only whether it is started', async () => {
    const backend = recorded();
    await open('sync-users', backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const asks = await dialog();
    expect(asks.getAllByRole('radio')).toHaveLength(2);
    await userEvent.click(asks.getByRole('radio', { name: 'Start it now' }));
    await userEvent.click(asks.getByRole('button', { name: 'Resume' }));
    await screen.findByText(/goes on, and starts 1 run of before/);
    expect(backend.scheduled).toEqual([
      { act: 'resume', id: 'sync-users', request: { missed: 'latest' } },
    ]);
  });

  it('triggers, leaves out the next, and is removed when that is confirmed', async () => {
    const backend = recorded();
    backend.triggersRun = backend.startsRun;
    await open('nightly-cleanup', backend);
    for (const name of ['Start now', 'Leave out the next', 'Remove']) {
      await userEvent.click(await screen.findByRole('button', { name }));
      const asks = await dialog();
      await userEvent.click(asks.getByRole('button', { name }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
    expect(
      screen.getByRole('link', { name: 'Follow the run' }),
    ).toHaveAttribute('href', expect.stringContaining(backend.startsRun));
    expect(backend.scheduled.map(({ act, request }) => [act, request])).toEqual(
      [
        ['trigger', {}],
        ['skip', {}],
        ['remove', { revision: 4 }],
      ],
    );
    expect(await screen.findByText('3 of 4 need somebody')).toBeVisible();
  });

  it('names the file of one that is changed there, and lets it be paused', async () => {
    const backend = recorded();
    const [first] = backend.schedules;
    Object.assign(first.schedule, { source: 'file', file: 'nightly.yaml' });
    delete first.schedule.createdBy;
    await open(first.schedule.id, backend);
    expect(await screen.findByText('nightly.yaml')).toBeVisible();
    for (const name of ['Edit', 'Remove']) {
      expect(screen.getByRole('button', { name })).toBeDisabled();
    }
    expect(screen.getByRole('button', { name: 'Pause' })).toBeEnabled();
    expect(
      screen.getAllByLabelText(/It is written in nightly\.yaml/),
    ).toHaveLength(2);
  });

  it('says of one that there is not that there is none', async () => {
    await open('nothing');
    expect(await screen.findByText('Not found')).toBeVisible();
  });
});
