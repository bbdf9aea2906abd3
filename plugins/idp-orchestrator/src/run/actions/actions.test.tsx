import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  Recorder,
  RUN_IDS,
} from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const ASKING = '88888888-8888-4888-8888-888888888888';
const SINCE = '2026-03-01T12:00:00.000Z';

/** Its first step waits for two of the release group, of whom one has approved. */
function recordAsking(environment = 'development') {
  return new Recorder({
    id: ASKING,
    flow: bootstrapFlow,
    startedAt: SINCE,
    environment,
  })
    .event(100, {
      type: 'step.started',
      stepId: 'prerequisites',
      attempt: 1,
    })
    .event(110, {
      type: 'step.waiting',
      stepId: 'prerequisites',
      attempt: 1,
      waitingFor: {
        kind: 'approval',
        text: 'Is the window open?',
        since: SINCE,
      },
      approval: {
        approvers: ['group:default/release'],
        count: 2,
        allowInitiator: false,
      },
    })
    .event(120, {
      type: 'step.answered',
      stepId: 'prerequisites',
      attempt: 1,
      answer: 'approve',
      by: { kind: 'user', ref: 'user:default/anna' },
      comment: 'it is',
    }).entries;
}

describe('Actions on a run', () => {
  it('say who may approve, how many it takes, and who has, before the answer is given', async () => {
    const backend = createRecordedOrchestrator(Date.now());
    backend.addRun(recordAsking());
    await renderPage(backend, `/runs/${ASKING}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve Prerequisites' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Is the window open?');
    expect(dialog).toHaveTextContent('May approve: release');
    expect(dialog).toHaveTextContent('1 of 2 approvals so far');
    expect(dialog).toHaveTextContent('Not by who started the run.');
    expect(dialog).toHaveTextContent('Approved by anna: it is');
    const approve = within(dialog).getByRole('button', { name: 'Approve' });
    expect(approve).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'so it is',
    );
    await userEvent.click(approve);
    await waitFor(() =>
      expect(backend.actions).toEqual([
        {
          action: 'approve',
          runId: ASKING,
          reason: 'so it is',
          step: 'prerequisites',
          // Of the plan that was shown.
          planDigest: 'e0f1',
        },
      ]),
    );
  });

  it('go on from the step that was failing, or from another one', async () => {
    const backend = createRecordedOrchestrator(Date.now());
    await renderPage(backend, `/runs/${RUN_IDS.failure}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retry from this step' }),
    );
    const dialog = await screen.findByRole('dialog');
    const from = within(dialog).getByRole('combobox', {
      name: /^From step/,
    });
    expect(from).toHaveTextContent('Infrastructure (Failed)');
    await userEvent.click(from);
    await userEvent.click(
      await screen.findByRole('option', { name: 'Prerequisites (Succeeded)' }),
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'port freed',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retry' }),
    );
    await waitFor(() =>
      expect(backend.actions).toEqual([
        {
          action: 'retry',
          runId: RUN_IDS.failure,
          reason: 'port freed',
          from: 'prerequisites',
        },
      ]),
    );
    // One word from the button to what is told after it, and no second question.
    expect(await screen.findByTestId('toast')).toHaveTextContent(
      '“Bootstrap platform” is retried',
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('want the name typed in production before processes are ended', async () => {
    const backend = createRecordedOrchestrator(Date.now());
    backend.addRun(recordAsking('production'));
    await renderPage(backend, `/runs/${ASKING}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'not now',
    );
    const confirm = within(dialog).getByRole('button', {
      name: 'Cancel the run',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(backend.cancelled).toEqual([{ runId: ASKING, reason: 'not now' }]),
    );
  });
});
