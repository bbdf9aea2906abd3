import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  createRecordedState,
  RecordedOrchestrator,
  STATE_RUN_IDS,
  type State,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());
const inState = (state: State) => createRecordedState(state, Date.now());

const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));
const platform = () => screen.findByRole('region', { name: 'The platform' });
const tileOf = async (service: string) => {
  const board = await panel('Services');
  return (await board.findByRole('link', { name: service })).closest('li')!;
};
const sentence = async (text: RegExp | string) =>
  expect(
    await within(await platform()).findByRole('heading', { name: text }),
  ).toBeVisible();

describe('The overview says in its first sentence', () => {
  it('that all is well, and what is stopped on purpose', async () => {
    await renderPage(inState('well'), '/overview');
    await sentence('Healthy: 10 services are up');
    expect(await platform()).toHaveTextContent(
      'Open Policy Agent is stopped on purpose.',
    );
    expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull();
    expect(await tileOf('Open Policy Agent')).toHaveTextContent(
      /Stopped.*Stopped by jane.*until.*New policies/,
    );
  });

  it('which service is down since when, and offers to start it', async () => {
    await renderPage(inState('down'), '/overview');
    await sentence(/^Degraded: Grafana is down since .*\d\d:\d\d/);
    const told = within(await platform());
    expect(told.getByText(/connection refused/)).toBeVisible();
    await userEvent.click(told.getByRole('button', { name: 'Start Grafana' }));
    expect(await screen.findByText('Start Grafana?')).toBeVisible();
  });

  it('that a restart goes on, which is no alarm', async () => {
    await renderPage(inState('restart'), '/overview');
    await sentence('Restarting 3 services');
    const told = within(await platform());
    expect(
      told.getByText('Restart 3 services: Prometheus, Alertmanager, Grafana.'),
    ).toBeVisible();
    expect(
      told.getByRole('link', { name: 'Follow Restart 3 services' }),
    ).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${STATE_RUN_IDS.restart}`,
    );
    const tile = await tileOf('Grafana');
    expect(tile).toHaveTextContent('Restarting');
    expect(tile).not.toHaveTextContent('connection refused');
    expect((await panel('Running')).getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '3 of 6 steps done',
    );
  });

  it('that nothing was ever started, and offers the bootstrap with its plan', async () => {
    await renderPage(inState('new'), '/overview');
    await sentence('Nothing runs here yet');
    const told = within(await platform());
    expect(
      await told.findByRole('link', { name: 'Bootstrap' }),
    ).toHaveAttribute('href', '/idp-orchestrator/flows/bootstrap-platform');
    await userEvent.click(told.getByRole('button', { name: 'Show plan' }));
    const steps = await told.findByRole('list', { name: 'Show plan' });
    expect(within(steps).getAllByRole('listitem')).toHaveLength(7);
    expect(told.getByText(/^\d+ would change$/)).toBeVisible();
  });

  it('what to do where nobody may bootstrap, or where there is no such flow', async () => {
    const forbidden = inState('new');
    forbidden.flows = forbidden.flows.map(flow => ({
      ...flow,
      mayRun: false,
      notAllowedReason: 'needs idpOrchestrator.run.create',
    }));
    const first = await renderPage(forbidden, '/overview');
    expect(
      await screen.findByText(/needs idpOrchestrator.run.create/),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Bootstrap' })).toBeNull();
    first.unmount();
    const without = inState('new');
    without.flows = [];
    await renderPage(without, '/overview');
    expect(
      await screen.findByText(/There is no flow that sets up/),
    ).toBeVisible();
  });

  it('that a flow of any name sets the platform up, by its tag, one that the reader may start first', async () => {
    const told = inState('new');
    told.flows = told.flows.map((flow, index) => ({
      ...flow,
      tags: index < 2 ? ['bootstrap'] : [],
      mayRun: index === 1,
    }));
    const [, chosen] = told.flows;
    await renderPage(told, '/overview');
    expect(
      await screen.findByRole('link', { name: 'Bootstrap' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining(`/idp-orchestrator/flows/${chosen.id}`),
    );
  });

  it('one cause once: all that is down is started with one button', async () => {
    const told = inState('well');
    for (const name of ['localstack', 'prometheus', 'alertmanager']) {
      told.changeHealth(name, { status: 'down', score: 0 });
    }
    await renderPage(told, '/overview');
    await sentence('Degraded: 3 services are down');
    await userEvent.click(
      screen.getByRole('button', { name: 'Start all, in order' }),
    );
    expect(await screen.findByText('Start 3 services?')).toBeVisible();
  });
});

describe('What needs the reader', () => {
  it('is a service that runs although somebody stopped it, to be stopped again', async () => {
    const told = inState('well');
    told.changeHealth('opa', { status: 'healthy', score: 100 });
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    expect(
      needs.getByText(
        /^Open Policy Agent runs although jane stopped it at .*\d\d:\d\d/,
      ),
    ).toBeVisible();
    expect(
      needs.getByRole('link', { name: 'Open: Open Policy Agent' }),
    ).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/opa?environment=development',
    );
    await userEvent.click(
      needs.getByRole('button', { name: 'Stop again: Open Policy Agent' }),
    );
    expect(await screen.findByText('Stop Open Policy Agent?')).toBeVisible();
  });

  it('is a service that is down for longer than it was to be', async () => {
    const told = inState('well');
    const opa = told.services.find(({ name }) => name === 'opa')!;
    const until = new Date(Date.now() - 60_000).toISOString();
    told.changeHealth('opa', { wanted: { ...opa.health.wanted!, until } });
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    expect(
      needs.getByText(
        /^Open Policy Agent was to be stopped until .*\d\d:\d\d.*, and is still down/,
      ),
    ).toBeVisible();
    await userEvent.click(
      needs.getByRole('button', { name: 'Start: Open Policy Agent' }),
    );
    expect(await screen.findByText('Start Open Policy Agent?')).toBeVisible();
  });

  it('is no service that a run starts or stops', async () => {
    const told = inState('well');
    told.changeHealth('opa', {
      status: 'healthy',
      pending: {
        act: 'stopping',
        runId: STATE_RUN_IDS.restart,
        runTitle: 'Stop Open Policy Agent',
        by: { kind: 'user', ref: 'user:default/jane' },
        since: new Date().toISOString(),
      },
    });
    await renderPage(told, '/overview');
    await platform();
    expect(screen.queryByText(/although jane/)).toBeNull();
  });

  it('are failures that nobody has dealt with, with cause and owner', async () => {
    const told = inState('failed');
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    expect(needs.getByRole('listitem')).toHaveTextContent(
      /Bootstrap platform failed.*failed with exit code 2.*platform-team/,
    );
    expect(
      needs.getByRole('link', { name: 'Bootstrap platform failed' }),
    ).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${STATE_RUN_IDS.failed}?step=infrastructure`,
    );
    await userEvent.click(
      needs.getByRole('button', {
        name: 'Dismiss the failure of Bootstrap platform',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      await dialog.findByLabelText(/Reason/),
      'Known, the port is taken',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Dismiss' }));
    expect(await screen.findByTestId('toast')).toHaveTextContent(
      'Dismissed: Bootstrap platform',
    );
    expect(told.actions).toEqual([
      expect.objectContaining({ action: 'dismiss' }),
    ]);
  });

  it('says why an action is refused to this reader', async () => {
    const told = inState('failed');
    told.refused = { retry: 'Only the platform team may retry it' };
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    await userEvent.click(needs.getByRole('button', { name: /^Retry/ }));
    expect(
      await screen.findByText('Only the platform team may retry it'),
    ).toBeVisible();
  });

  it('are approvals, with the buttons of who may give them', async () => {
    const told = inState('approval');
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    expect(needs.getByRole('listitem')).toHaveTextContent(
      /Bootstrap IDP Platform waits for approval.*Replaces Argo CD.*until/,
    );
    await userEvent.click(
      await needs.findByRole('button', {
        name: 'Approve Bootstrap IDP Platform',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(await dialog.findByLabelText(/Reason/), 'Looked at');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByTestId('toast')).toHaveTextContent(
      'Approved: Bootstrap IDP Platform',
    );
  });

  it('says to all others who may approve', async () => {
    const told = inState('approval');
    told.refused = { approve: 'You are not among the approvers' };
    await renderPage(told, '/overview');
    const needs = await panel('Needs you');
    expect(await needs.findByText('May approve: platform-team')).toBeVisible();
    expect(needs.queryByRole('button')).toBeNull();
  });
});

describe('The overview', () => {
  it('changes while it is looked at, and tells what changed', async () => {
    const told = inState('well');
    await renderPage(told, '/overview');
    await sentence(/^Healthy/);
    act(() =>
      told.changeHealth('argo-cd', {
        status: 'down',
        score: 0,
        since: undefined,
        reason: '0 of 2 replicas are ready',
      }),
    );
    await sentence('Unhealthy: Argo CD is down');
    const [newest] = (await panel('Recent changes')).getAllByRole('listitem');
    expect(newest).toHaveTextContent(/Argo CD.*Down.*0 of 2 replicas/);
  });

  it('tells what one run did to many services as one change', async () => {
    await renderPage(inState('down'), '/overview');
    const changes = await panel('Recent changes');
    const bootstrap = changes
      .getByText('Bootstrap IDP Platform')
      .closest('details')!;
    expect(bootstrap).toHaveTextContent(/11 services · by guest/);
    expect(within(bootstrap).getAllByRole('listitem')).toHaveLength(11);
  });

  it('keeps starred flows at hand', async () => {
    await renderPage(inState('well'), '/overview', {
      stored: { starredFlows: ['renew-sign-in'] },
    });
    const flows = await panel('Flows at hand');
    const star = await flows.findByRole('button', {
      name: 'Star Renew sign-in',
    });
    expect(star).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(star);
    expect(await flows.findByText('Bootstrap platform')).toBeVisible();
    expect(flows.queryByText('Renew sign-in')).toBeNull();
  });

  it('shows what one may see when services are forbidden', async () => {
    const told = backend();
    const refusal = Object.assign(
      new Error('needs the permission idpOrchestrator.service.read'),
      { statusCode: 403 },
    );
    told.listServices = async () => {
      throw refusal;
    };
    await renderPage(told, '/overview');
    expect(await screen.findByText('No access')).toBeVisible();
    expect(
      await (await panel('Running')).findByText('Bootstrap platform'),
    ).toBeVisible();
  });

  it('says how services come to be when there are none, and that nothing runs', async () => {
    await renderPage(new RecordedOrchestrator(), '/overview');
    expect(await screen.findByText('No services here yet')).toBeVisible();
    expect(await screen.findByText('Nothing runs now.')).toBeVisible();
  });

  it('says when it is offline, and keeps what it knew', async () => {
    await renderPage(inState('well'), '/overview');
    await sentence(/^Healthy/);
    const online = jest
      .spyOn(navigator, 'onLine', 'get')
      .mockReturnValue(false);
    act(() => {
      window.dispatchEvent(new Event('offline'));
    });
    expect(await screen.findByText('You are offline')).toBeVisible();
    expect(screen.getByText(/This is how it was/)).toBeVisible();
    await sentence(/^Healthy/);
    online.mockRestore();
  });
});
