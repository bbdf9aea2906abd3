import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  recordTitledRuns,
  RUN_IDS,
} from '../../dev/recordings';
import { ME, renderPage } from '../__testUtils__/renderPage';

function backend() {
  const now = Date.now();
  const recorded = createRecordedOrchestrator(now);
  const before = (minutes: number) =>
    new Date(now - minutes * 60_000).toISOString();
  recordTitledRuns(before).forEach(run => recorded.addRun(run.entries));
  return recorded;
}

/** The row of the run with this title. */
const rowOf = async (title: string) => {
  const link = await within(await screen.findByRole('table')).findByRole(
    'link',
    { name: title },
  );
  const row = link.closest('tr');
  if (!row) throw new Error(`${title} is in no row`);
  return row;
};

const views = () => within(screen.getByRole('navigation', { name: 'Views' }));

describe('The list of runs', () => {
  it('leads with what a run does, and tells its flow where that says less', async () => {
    await renderPage(backend(), '/runs');
    const row = await rowOf('Restart Grafana');
    expect(row).toHaveTextContent('Platform operations');
    expect(row).toHaveTextContent('1 of 2 · Start Grafana');
  });

  it('tells in the row why a run failed, and who rejected one and why', async () => {
    await renderPage(backend(), '/runs?status=failed');
    const rejected = await rowOf('Release the portal');
    expect(rejected).toHaveTextContent('Rejected by anna: Not on a Friday');
    expect(rejected).not.toHaveTextContent('Failed');
    const failed = await rowOf('Bootstrap platform');
    expect(failed).toHaveTextContent('failed with exit code 2');
  });

  it('tells how far many steps are', async () => {
    await renderPage(backend(), '/runs?flow=upgrade-nodes');
    expect(await rowOf('Upgrade 300 nodes')).toHaveTextContent(
      '172 of 300 · Upgrade node worker-eu-central-1-pool-a-0173',
    );
  });

  it('has filters that show what is chosen, and are removed', async () => {
    const told = backend();
    const listRuns = jest.spyOn(told, 'listRuns');
    await renderPage(told, '/runs');
    await rowOf('Restart Grafana');
    await userEvent.click(screen.getByRole('button', { name: 'Environment' }));
    await userEvent.click(
      await screen.findByRole('menuitemradio', { name: 'production' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?environment=production',
    );
    const chip = await screen.findByRole('button', {
      name: /^Environment: production/,
    });
    expect(listRuns).toHaveBeenCalledWith(
      { environment: 'production', limit: 25 },
      expect.anything(),
    );
    chip.focus();
    await userEvent.keyboard('{Delete}');
    expect(screen.getByTestId('address')).not.toHaveTextContent('environment');
  });

  it('offers the flows and services that there are, and who started what', async () => {
    await renderPage(backend(), '/runs');
    await rowOf('Restart Grafana');
    await userEvent.click(screen.getByRole('button', { name: 'Flow' }));
    await userEvent.click(
      await screen.findByRole('menuitemradio', { name: 'Bootstrap platform' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?flow=bootstrap-platform',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Service' }));
    expect(
      await screen.findByRole('menuitemradio', { name: 'Grafana' }),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Started by' }));
    await userEvent.click(
      await screen.findByRole('menuitemradio', { name: 'Me' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      `initiator=${encodeURIComponent(ME)}`,
    );
  });

  it('has views in front, of which the present one is marked', async () => {
    const told = backend();
    const listRuns = jest.spyOn(told, 'listRuns');
    await renderPage(told, '/runs');
    await rowOf('Restart Grafana');
    expect(views().getByRole('link', { name: 'All' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await userEvent.click(
      views().getByRole('link', { name: 'Failed and open' }),
    );
    expect(await rowOf('Bootstrap platform')).toHaveTextContent('Failed');
    expect(listRuns).toHaveBeenCalledWith(
      { open: true, limit: 25 },
      expect.anything(),
    );
    expect(await views().findByRole('link', { name: 'Mine' })).toHaveAttribute(
      'href',
      expect.stringContaining(`initiator=${encodeURIComponent(ME)}`),
    );
  });

  it('keeps a view of one’s own by its name, until it is deleted', async () => {
    await renderPage(backend(), '/runs?flow=bootstrap-platform');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save view' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const save = dialog.getByRole('button', { name: 'Save view' });
    const name = dialog.getByRole('textbox', { name: /Name/ });
    await userEvent.type(name, 'Waiting');
    expect(save).toBeDisabled();
    await userEvent.clear(name);
    await userEvent.type(name, 'Bootstraps');
    await userEvent.click(save);
    const own = await views().findByRole('link', { name: 'Bootstraps' });
    expect(own).toHaveAttribute('aria-current', 'page');
    await userEvent.click(views().getByRole('link', { name: 'All' }));
    expect(screen.getByTestId('address')).not.toHaveTextContent('flow=');
    await userEvent.click(views().getByRole('link', { name: 'Bootstraps' }));
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?flow=bootstrap-platform',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Delete view “Bootstraps”' }),
    );
    await waitFor(() =>
      expect(
        views().queryByRole('link', { name: 'Bootstraps' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('leads from each title to its run', async () => {
    await renderPage(backend(), '/runs?status=cancelled');
    const row = within(await rowOf('Bootstrap platform'));
    expect(row.getByRole('link')).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${RUN_IDS.cancelled}`,
    );
  });
});
