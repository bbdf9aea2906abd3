import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
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
});
