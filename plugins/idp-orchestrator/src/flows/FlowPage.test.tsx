import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  RUN_IDS,
  type RecordedOrchestrator,
} from '../../dev/recordings';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(Date.parse('2026-03-01T12:00:00.000Z'));
  giveElementsHeight(600);
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** The form comes late, and looking for it by role would slow it down. */
const runButton = async () => {
  await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
  return screen.getByRole('button', { name: 'Run' });
};

describe('FlowPage', () => {
  it('asks what the schema asks, and starts with what was filled in', async () => {
    await renderPage(backend, '/flows/bootstrap-platform');
    const run = await runButton();
    const name = screen.getByRole('textbox', { name: /Platform name/ });
    expect(name).toHaveValue('IDP Platform');
    fireEvent.change(name, { target: { value: 'My "platform"' } });
    await userEvent.click(
      screen.getByRole('checkbox', { name: /Set up monitoring/ }),
    );
    fireEvent.change(screen.getByRole('textbox', { name: 'Reason' }), {
      target: { value: 'demo' },
    });
    expect(screen.queryByRole('checkbox', { name: /Dry run/ })).toBeNull();

    await userEvent.click(run);
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        `/idp-orchestrator/runs/${RUN_IDS.running}`,
      ),
    );
    expect(backend.started).toEqual([
      {
        flowId: 'bootstrap-platform',
        request: {
          input: {
            platform_name: 'My "platform"',
            environment: 'development',
            enable_monitoring: false,
            enable_auth: true,
            skip_backstage: false,
          },
          reason: 'demo',
          idempotencyKey: expect.any(String),
        },
      },
    ]);
  });

  it('is filled in from its address, and keeps it up to date', async () => {
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22platform_name%22%3A%22Old%22%7D&reason=again',
    );
    await runButton();
    const name = screen.getByRole('textbox', { name: /Platform name/ });
    expect(name).toHaveValue('Old');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue(
      'again',
    );
    fireEvent.change(name, { target: { value: 'New' } });
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        'platform_name%22%3A%22New%22',
      ),
    );
  });

  it('shows the plan, and does nothing else', async () => {
    backend.plan!.steps[1].lines = [
      '::error::LocalStack would not fit',
      '{"resources":[]}',
    ];
    await renderPage(backend, '/flows/bootstrap-platform');
    await runButton();
    await userEvent.click(screen.getByRole('button', { name: 'Show plan' }));
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(plan).toHaveTextContent('Authentication · would be skipped');
    expect(plan).toHaveTextContent('enable_auth is false');
    expect(plan).toHaveTextContent('$ scripts/infrastructure.sh setup --json');
    expect(plan).toHaveTextContent('effect unknown');
    expect(plan).toHaveTextContent('error: LocalStack would not fit');
    expect(plan).not.toHaveTextContent('"resources"');
    expect(backend.started).toEqual([]);
  });

  it('tells of a flow, and of a start of it, what their risk comes from', async () => {
    backend.plans.get('renew-sign-in')!.riskThrough = 'Remove the user pool';
    await renderPage(backend, '/flows/renew-sign-in');
    await runButton();
    expect(screen.getByText('Critical risk')).toBeVisible();
    expect(
      screen.getByText('through Set up sign-in → Remove the user pool'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show plan' }));
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(plan).toHaveTextContent(
      'This start: Critical risk through Remove the user pool',
    );
    expect(within(plan).queryByText('Dry run')).toBeNull();
  });

  it('tells of a plan that it is one of a dry run, and of a lower risk', async () => {
    Object.assign(backend.plans.get('renew-sign-in')!, {
      dryRun: true,
      risk: 'low',
      riskThrough: undefined,
    });
    await renderPage(backend, '/flows/renew-sign-in');
    await runButton();
    await userEvent.click(screen.getByRole('button', { name: 'Show plan' }));
    const plan = within(await screen.findByRole('region', { name: 'Plan' }));
    expect(plan.getByText('Low risk')).toBeVisible();
    expect(plan.getByText('Dry run')).toBeVisible();
    expect(plan.queryByText(/^through/)).toBeNull();
  });

  it('asks before a start that does more harm than its flow declares, and says by what', async () => {
    await renderPage(
      backend,
      '/flows/renew-sign-in?input=%7B%22environment%22%3A%22production%22%7D',
    );
    await userEvent.click(await runButton());
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Critical risk')).toBeVisible();
    expect(
      dialog.getByText('through Set up sign-in → Remove the user pool'),
    ).toBeVisible();
    expect(backend.started).toEqual([]);
  });

  it('shows what the backend found wrong at the fields that it is about', async () => {
    const refusal = Object.assign(new Error('Request failed with 400'), {
      statusCode: 400,
      body: {
        error: {
          problems: [
            {
              path: 'input.platform_name',
              expected: 'at most 100 characters',
              got: '"too long"',
            },
            { path: 'reason', expected: 'a text', got: '5' },
          ],
        },
      },
    });
    jest.spyOn(backend, 'startRun').mockRejectedValueOnce(refusal);
    await renderPage(backend, '/flows/bootstrap-platform');
    await userEvent.click(await runButton());
    expect(
      await screen.findByText(
        /expected at most 100 characters, got "too long"/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'reason: expected a text, got 5',
    );
    expect(screen.getByRole('alert')).not.toHaveTextContent('100 characters');
  });

  it('is closed, with the reason, to those who may not run it', async () => {
    await renderPage(backend, '/flows/teardown-platform');
    expect(await runButton()).toBeDisabled();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'needs the permission idpOrchestrator.run.create',
    );
  });

  it('wants the name typed before something is run in production', async () => {
    backend.plan!.environment = 'production';
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22environment%22%3A%22production%22%7D&reason=release',
    );
    await userEvent.click(await runButton());
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText('Run Bootstrap platform in production?'),
    ).toBeVisible();
    expect(
      dialog.getByText(/^6 steps would run: Prerequisites, Infrastructure,/),
    ).toBeVisible();
    expect(backend.started).toEqual([]);
    const confirm = dialog.getByRole('button', { name: 'Run' });
    expect(confirm).toBeDisabled();
    fireEvent.change(dialog.getByRole('textbox', { name: /Type production/ }), {
      target: { value: 'production' },
    });
    await userEvent.click(confirm);
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request).toMatchObject({
      input: { environment: 'production' },
      reason: 'release',
    });
  });

  it('starts nothing in production when it is not confirmed', async () => {
    backend.plan!.environment = 'production';
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22environment%22%3A%22production%22%7D',
    );
    await userEvent.click(await runButton());
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Do not run' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(backend.started).toEqual([]);
  });

  it('tries out in production without asking', async () => {
    backend.plan!.environment = 'production';
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22environment%22%3A%22production%22%7D',
    );
    await runButton();
    await userEvent.click(screen.getByRole('button', { name: 'Dry run' }));
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request.dryRun).toBe(true);
  });

  it('never shows a secret, keeps it in no address, and asks for it again', async () => {
    const flow: FlowSummary = {
      ...bootstrapFlow,
      id: 'log-in',
      title: 'Log in',
      input: {
        type: 'object',
        required: ['token'],
        properties: {
          user: { type: 'string', title: 'User' },
          token: { type: 'string', title: 'Token', writeOnly: true },
          registry: {
            type: 'object',
            title: 'Registry',
            properties: {
              pin: { type: 'string', title: 'PIN', format: 'password' },
            },
          },
        },
      },
    };
    backend.flows = [...backend.flows, flow];
    const run = await backend.getRun(RUN_IDS.failure);
    backend.getRun = async () => ({
      ...run,
      flowId: flow.id,
      input: { user: 'anna', token: 'old-t0ken', registry: { pin: '4711' } },
    });
    backend.plan!.steps[1].command = ['log-in', '--token=new-t0ken'];
    await renderPage(backend, `/flows/log-in?again=${RUN_IDS.failure}`);
    await runButton();
    expect(screen.getByRole('textbox', { name: /User/ })).toHaveValue('anna');
    expect(screen.getByText(/Secrets are not kept/)).toBeVisible();
    for (const name of [/^Token/, /^PIN/]) {
      const field = screen.getByLabelText(name);
      expect(field).toHaveAttribute('type', 'password');
      expect(field).toHaveAttribute('autocomplete', 'new-password');
      expect(field).toHaveValue('');
    }
    fireEvent.change(screen.getByLabelText(/^Token/), {
      target: { value: 'new-t0ken' },
    });
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent('anna'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show plan' }));
    expect(
      await screen.findByRole('region', { name: 'Plan' }),
    ).toHaveTextContent("log-in '--token=***'");
    expect(document.body).not.toHaveTextContent(/t0ken|4711/);
    expect(screen.getByLabelText(/^Token/)).toHaveValue('new-t0ken');
  });
});
