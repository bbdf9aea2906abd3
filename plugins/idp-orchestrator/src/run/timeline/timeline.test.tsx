import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  Recorder,
} from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const ID = '99999999-9999-4999-8999-999999999999';
const DAY = 86_400_000;

it('draws two days without a step as a break that says so, and to scale when told to', async () => {
  const backend = createRecordedOrchestrator(NOW);
  const run = new Recorder({
    id: ID,
    flow: bootstrapFlow,
    startedAt: new Date(NOW - 3 * DAY).toISOString(),
  })
    .step('prerequisites', [60, 20_060])
    .step('infrastructure', [2 * DAY + 20_060, 2 * DAY + 40_060])
    .event(2 * DAY + 40_060, { type: 'run.finished', status: 'succeeded' });
  backend.addRun(run.entries);
  await renderPage(backend, `/runs/${ID}?tab=timeline`);
  const toggle = await screen.findByRole('button', {
    name: 'Show the real scale',
  });
  expect(screen.getByText(/No step ran for 48 h/)).toBeVisible();
  expect(screen.getByText('Approval')).toBeVisible();
  await userEvent.click(toggle);
  expect(toggle).toHaveAttribute('aria-pressed', 'true');
  expect(screen.queryByText(/No step ran/)).not.toBeInTheDocument();
});
