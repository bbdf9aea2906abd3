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
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
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
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(plan).toHaveTextContent(
      'This start: Critical risk through Remove the user pool',
    );
  });

  it('tells of a plan what it comes to, and of what cannot be done why, never as if it would run', async () => {
    const plan = backend.plan!;
    Object.assign(plan.steps[1], {
      effect: 'known',
      text: 'Would run Set up. Its dry run failed: exit code 3',
      failure: 'Its dry run failed: exit code 3',
    });
    Object.assign(plan.steps[3], { effect: 'none', text: 'It is there.' });
    plan.totals = {
      steps: 6,
      commands: 6,
      changes: 4,
      unchanged: 1,
      failures: 1,
    };
    await renderPage(backend, '/flows/bootstrap-platform');
    await runButton();
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
    const shown = within(await screen.findByRole('region', { name: 'Plan' }));
    expect(shown.getByText('4 would change')).toBeVisible();
    expect(shown.getByText('1 nothing to do')).toBeVisible();
    expect(shown.getByText('1 fails')).toBeVisible();
    const steps = shown.getAllByRole('listitem');
    expect(steps[1]).toHaveTextContent(
      'Infrastructure · failsWould run Set up.Its dry run failed: exit code 3',
    );
    expect(steps[1]).not.toHaveTextContent('would run');
    expect(steps[3]).toHaveTextContent('Platform core · changes nothing');
  });

  it('starts the plan that was looked at, also when only the reason was added', async () => {
    await renderPage(backend, '/flows/bootstrap-platform');
    const run = await runButton();
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
    await screen.findByRole('region', { name: 'Plan' });
    fireEvent.change(screen.getByRole('textbox', { name: 'Reason' }), {
      target: { value: 'as planned' },
    });
    await userEvent.click(run);
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request).toMatchObject({
      planDigest: backend.plan!.digest,
      reason: 'as planned',
    });
  });

  it('starts without a plan what was changed since, and shows the new plan where the old one is refused', async () => {
    await renderPage(backend, '/flows/bootstrap-platform');
    const run = await runButton();
    const plan = screen.getByRole('button', { name: 'Plan' });
    await userEvent.click(plan);
    await screen.findByRole('region', { name: 'Plan' });
    fireEvent.change(screen.getByRole('textbox', { name: /Platform name/ }), {
      target: { value: 'Other' },
    });
    expect(screen.queryByRole('region', { name: 'Plan' })).toBeNull();
    await userEvent.click(plan);
    await screen.findByRole('region', { name: 'Plan' });
    backend.plan = { ...backend.plan!, digest: 'new' };
    jest
      .spyOn(backend, 'startRun')
      .mockRejectedValueOnce(
        Object.assign(new Error('The plan has changed'), { statusCode: 409 }),
      );
    await userEvent.click(run);
    expect(await screen.findByText(/The plan has changed/)).toBeVisible();
    await userEvent.click(run);
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request.planDigest).toBe('new');
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

  it('calls environments by their titles, and offers those that the backend has', async () => {
    const config = {
      idpOrchestrator: {
        environments: { development: { title: 'Dev' }, production: {} },
      },
    };
    const options = { framed: true, config };
    const asked = await renderPage(backend, '/flows/renew-sign-in', options);
    await runButton();
    const field = () =>
      within(document.querySelector('form')!).getByRole('combobox', {
        name: /Environment/,
      });
    expect(field()).toHaveTextContent('Dev');
    asked.unmount();

    backend.flows = backend.flows.map(flow => ({ ...flow, mayRun: true }));
    await renderPage(backend, '/flows/teardown-platform', options);
    await runButton();
    expect(field()).toHaveTextContent('Dev');
    fireEvent.mouseDown(field());
    const names = (await screen.findAllByRole('option')).map(
      ({ textContent }) => textContent,
    );
    const { items } = await backend.listEnvironments();
    expect(names).toHaveLength(items.length + 1);
    expect(names.slice(0, 2)).toEqual(['Default', 'Dev']);
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

  it('closes the dialog of a confirmed start, and goes to the run', async () => {
    backend.plan!.environment = 'production';
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22environment%22%3A%22production%22%7D&reason=release',
    );
    await userEvent.click(await runButton());
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('6 would change')).toBeVisible();
    fireEvent.change(dialog.getByRole('textbox', { name: /Type production/ }), {
      target: { value: 'production' },
    });
    await userEvent.click(dialog.getByRole('button', { name: 'Run' }));
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        `/idp-orchestrator/runs/${RUN_IDS.running}`,
      ),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(backend.started[0].request.planDigest).toBe(backend.plan!.digest);
  });

  it('plans in production without asking', async () => {
    backend.plan!.environment = 'production';
    await renderPage(
      backend,
      '/flows/bootstrap-platform?input=%7B%22environment%22%3A%22production%22%7D',
    );
    await runButton();
    expect(screen.queryByRole('button', { name: /dry run/i })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
    await screen.findByRole('region', { name: 'Plan' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(backend.started).toEqual([]);
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
    await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
    expect(
      await screen.findByRole('region', { name: 'Plan' }),
    ).toHaveTextContent("log-in '--token=***'");
    expect(document.body).not.toHaveTextContent(/t0ken|4711/);
    expect(screen.getByLabelText(/^Token/)).toHaveValue('new-t0ken');
  });
});
