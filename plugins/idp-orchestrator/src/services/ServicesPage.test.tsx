import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  createRecordedState,
  RecordedOrchestrator,
  RUN_IDS,
  STATE_RUN_IDS,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

const tile = async (title: string) => {
  const box = await screen.findByRole('checkbox', { name: `Select ${title}` });
  return box.closest('li')!;
};

const address = () => screen.getByTestId('address');

const refused = (message: string) =>
  Object.assign(new Error(message), { statusCode: 403 });

const fill = (field: HTMLElement, value: string) =>
  fireEvent.change(field, { target: { value } });

/** Presses a button of a tile, and gives the dialog when its plan is there. */
async function ask(title: string, button: string) {
  await userEvent.click(
    within(await tile(title)).getByRole('button', { name: button }),
  );
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('list', { name: 'In this order' });
  return within(dialog);
}

describe('The service board', () => {
  it('says of each service how it is and why, and what waits for it', async () => {
    await renderPage(backend(), '/services');
    expect(await tile('Prometheus')).toHaveTextContent(
      /Down.*connection refused/,
    );
    expect(await tile('Grafana')).toHaveTextContent('Waits for Prometheus');
    expect(await tile('Argo CD')).toHaveTextContent(
      /Healthy.*2 of 2 replicas.*Restarted by guest/,
    );
    expect(screen.getByRole('button', { name: /^Down 1$/ })).toBeVisible();
  });

  it('shows a service red and green again while it is looked at', async () => {
    const told = backend();
    await renderPage(told, '/services');
    expect(await tile('Cognito')).toHaveTextContent('Healthy');
    act(() =>
      told.changeHealth('cognito', {
        status: 'down',
        score: 0,
        reason: 'The process has ended',
      }),
    );
    const [reason] = await screen.findAllByText('The process has ended');
    expect(reason).toBeVisible();
    expect(await tile('Backstage')).toHaveTextContent('Waits for Cognito');
    act(() =>
      told.changeHealth('cognito', {
        status: 'healthy',
        score: 100,
        reason: undefined,
      }),
    );
    await screen.findByRole('button', { name: /^Healthy 8$/ });
    expect(await tile('Cognito')).toHaveTextContent('Healthy');
  });

  it('says before it restarts what that does and who will notice, the order when asked for', async () => {
    const told = backend();
    await renderPage(told, '/services');
    const dialog = await ask('Argo CD', 'Restart Argo CD');
    expect(dialog.getByText('Restart Argo CD?')).toBeVisible();
    expect(
      dialog.getByText(
        'Restarts Argo CD. 2 others will notice: Argo Workflows, Backstage.',
      ),
    ).toBeVisible();
    expect(dialog.getByText('development')).toBeVisible();
    expect(dialog.getByText(/^Wave 1/)).not.toBeVisible();
    await userEvent.click(dialog.getByText('Details'));
    const touched = dialog.getByText('2 other services need what is touched');
    expect(touched.closest('[role=alert]')).toHaveTextContent(
      /Argo Workflows needs Argo CD.*Backstage \(Critical\) needs Argo CD/,
    );
    fill(dialog.getByLabelText('Reason'), 'It hangs');
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    const toast = await screen.findByTestId('toast');
    expect(toast).toHaveTextContent('Restarting Argo CD …');
    expect(within(toast).getByRole('link', { name: 'Follow' })).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${RUN_IDS.running}`,
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(told.operated).toEqual([
      expect.objectContaining({
        operation: 'restart',
        services: ['argo-cd'],
        environment: 'development',
        dryRun: false,
        reason: 'It hangs',
      }),
    ]);
  });

  it('starts a dry run that way', async () => {
    const told = backend();
    await renderPage(told, '/services');
    const dialog = await ask('Prometheus', 'Start Prometheus');
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    expect(await screen.findByTestId('toast')).toHaveTextContent(
      'It changes nothing',
    );
    expect(told.operated).toEqual([expect.objectContaining({ dryRun: true })]);
  });

  it('does what would be refused only when forced, with a reason', async () => {
    const told = backend();
    await renderPage(told, '/services');
    const dialog = await ask('Argo CD', 'Stop Argo CD');
    expect(dialog.getByText(/breaks Backstage/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Stop' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Force' }));
    await dialog.findByRole('list', { name: 'In this order' });
    expect(dialog.getByRole('button', { name: 'Stop' })).toBeDisabled();
    fill(dialog.getByLabelText(/Reason/), 'Moving it');
    fill(dialog.getByLabelText('Stopped until'), '2126-12-24T18:00');
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    await screen.findByTestId('toast');
    expect(told.operated).toEqual([
      expect.objectContaining({
        force: true,
        reason: 'Moving it',
        until: new Date('2126-12-24T18:00').toISOString(),
      }),
    ]);
  });

  it('wants the name of production typed', async () => {
    const told = backend();
    await renderPage(told, '/services?environment=production');
    const dialog = await ask('Grafana', 'Restart Grafana');
    const restart = dialog.getByRole('button', { name: 'Restart' });
    fill(dialog.getByLabelText(/Reason/), 'It hangs');
    expect(restart).toBeDisabled();
    fill(dialog.getByLabelText(/Type production/), 'staging');
    expect(restart).toBeDisabled();
    fill(dialog.getByLabelText(/Type production/), 'production');
    expect(restart).toBeEnabled();
  });

  it('tells why an operation was not started, and keeps what was said', async () => {
    const told = backend();
    told.operateServices = async () => {
      throw refused('A freeze is on until Monday');
    };
    await renderPage(told, '/services');
    const dialog = await ask('Grafana', 'Restart Grafana');
    fill(dialog.getByLabelText('Reason'), 'It hangs');
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    expect(
      await dialog.findByText('A freeze is on until Monday'),
    ).toBeVisible();
    expect(dialog.getByLabelText('Reason')).toHaveValue('It hangs');
  });

  it('keeps selection, filter and view in the address, and operates what is selected', async () => {
    const told = backend();
    await renderPage(told, '/services');
    await userEvent.click(within(await tile('Grafana')).getByRole('checkbox'));
    await userEvent.click(
      within(await tile('Alertmanager')).getByRole('checkbox'),
    );
    expect(address()).toHaveTextContent('select=grafana%2Calertmanager');
    await userEvent.click(screen.getByRole('button', { name: /^Degraded/ }));
    expect(address()).toHaveTextContent('status=degraded');
    expect(screen.getByText('2 selected')).toBeVisible();
    expect(
      screen.queryByRole('checkbox', { name: 'Select Cognito' }),
    ).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'As a table' }));
    expect(address()).toHaveTextContent('view=table');
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    const bar = screen.getByRole('group', { name: 'Operate what is selected' });
    await userEvent.click(within(bar).getByRole('button', { name: 'Stop' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Stop 2 services?')).toBeVisible();
    await dialog.findByRole('list', { name: 'In this order' });
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    await screen.findByTestId('toast');
    expect(told.operated[0].services).toEqual(['alertmanager', 'grafana']);
  });

  it('offers what fits a state, and nothing that a run has in its hands', async () => {
    const told = createRecordedState('restart', Date.now());
    await renderPage(told, '/services');
    const buttonsOf = async (title: string) =>
      within(await tile(title))
        .queryAllByRole('button')
        .map(button => button.getAttribute('aria-label'));
    expect(await buttonsOf('Grafana')).toEqual([]);
    expect(
      within(await tile('Grafana')).getByRole('link', {
        name: 'Follow Restart 3 services',
      }),
    ).toBeVisible();
    expect(await tile('Grafana')).toHaveTextContent(
      /Restarting.*by Restart 3 services/,
    );
    expect(await buttonsOf('Open Policy Agent')).toEqual([
      'Start Open Policy Agent',
    ]);
    expect(await buttonsOf('Cognito')).toEqual([
      'Stop Cognito',
      'Restart Cognito',
    ]);
    expect(
      screen.getByRole('button', { name: /^Restarting 3$/ }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Down/ })).toBeNull();
  });

  it('says why a service cannot be operated', async () => {
    const told = backend();
    told.services = told.services.map(service =>
      service.name === 'opa'
        ? {
            ...service,
            mayOperate: false,
            notAllowedReason: 'needs idpOrchestrator.service.operate',
          }
        : service,
    );
    await renderPage(told, '/services');
    const opa = within(await tile('Open Policy Agent'));
    expect(opa.getByRole('button', { name: /^Stop/ })).toBeDisabled();
    expect(opa.getByRole('note')).toHaveAccessibleName(
      'needs idpOrchestrator.service.operate',
    );
    expect(within(await tile('Pager')).getByRole('note')).toHaveAccessibleName(
      'Can only be looked at: Pager.',
    );
  });

  it('tells an empty inventory, a forbidden one and an empty search apart', async () => {
    const first = await renderPage(new RecordedOrchestrator(), '/services');
    expect(await screen.findByText('No services here yet')).toBeVisible();
    first.unmount();
    const forbidden = backend();
    forbidden.listServices = async () => {
      throw refused('needs the permission idpOrchestrator.service.read');
    };
    const second = await renderPage(forbidden, '/services');
    expect(
      await screen.findByText(/idpOrchestrator.service.read/),
    ).toBeVisible();
    second.unmount();
    await renderPage(backend(), '/services?text=nonsense');
    expect(await screen.findByText('No service matches')).toBeVisible();
  });
});

describe('The page of a service', () => {
  it('tells what its probes see, its past in words, its neighbours and its runs', async () => {
    await renderPage(backend(), '/services/prometheus');
    expect(
      await screen.findByRole('heading', { name: 'Prometheus' }),
    ).toBeVisible();
    expect(
      screen.getByText(
        'GET http://localhost:19090/-/healthy: connection refused',
      ),
    ).toBeVisible();
    expect(
      await screen.findByRole('img', {
        name: /^Prometheus: healthy [\d.]+ % of what was watched in the last 7 days, down \d+ times$/,
      }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Grafana' })).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/grafana?environment=development',
    );
    const runs = await screen.findByRole('table', { name: /^Runs/ });
    expect(within(runs).getAllByRole('row').length).toBeGreaterThan(1);
    await userEvent.click(screen.getByRole('button', { name: '30 days' }));
    expect(address()).toHaveTextContent('days=30');
  });

  it('leads to the step that changed it last', async () => {
    const told = createRecordedState('down', Date.now());
    await renderPage(told, '/services/grafana');
    const change = within(
      await screen.findByRole('region', { name: 'Last change' }),
    );
    expect(change.getByText('Set up Grafana')).toBeVisible();
    expect(
      change.getByRole('link', { name: 'Bootstrap IDP Platform' }),
    ).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${STATE_RUN_IDS.bootstrap}?step=monitoring`,
    );
  });

  it('offers what is recommended for it', async () => {
    const told = backend();
    await renderPage(told, '/services/prometheus');
    const recommended = await screen.findByText(/^Prometheus: http/);
    await userEvent.click(
      within(recommended.closest('[role=alert]')!).getByRole('button', {
        name: 'Start Prometheus',
      }),
    );
    expect(await screen.findByText('Start Prometheus?')).toBeVisible();
  });

  it('names the services there are when there is none of this name', async () => {
    await renderPage(backend(), '/services/promtheus');
    expect(
      await screen.findByText('No service “promtheus” here'),
    ).toBeVisible();
    expect(screen.getByText(/opa, cognito, istio/)).toBeVisible();
  });
});
