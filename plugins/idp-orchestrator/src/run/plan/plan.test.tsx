import { act, screen, waitFor, within } from '@testing-library/react';
import {
  createRecordedOrchestrator,
  RUN_IDS,
  type RecordedOrchestrator,
} from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(NOW);
});

const rows = async () =>
  within(
    await screen.findByRole('list', { name: 'Steps, done and still to come' }),
  ).getAllByRole('listitem');

const playUntilStepEnds = () =>
  act(async () => {
    for (;;) {
      const entry = backend.nextEntry(RUN_IDS.running);
      backend.play(RUN_IDS.running);
      if (entry?.kind === 'event' && entry.event.type === 'step.finished')
        return;
    }
  });

describe('The plan of a run', () => {
  it('tells what became of the steps that began, and what the others will do', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.running}?tab=plan`);
    await screen.findByText(/3 steps have not begun/);
    await screen.findAllByText(/would run/);
    expect(screen.getByText('3 would change')).toBeVisible();
    const [first, , third, , , , last] = await rows();
    expect(first).toHaveTextContent(/^Prerequisites · Succeeded/);
    expect(first).toHaveTextContent('usually 2 s');
    expect(third).toHaveTextContent(/^Authentication · Running/);
    expect(last).toHaveTextContent(/^Health check · would run/);
    expect(last).toHaveTextContent('scripts/health-check.sh setup --json');
  });

  it('tells of what cannot be done why, and never that it would run', async () => {
    const failure = 'There is no script health-check';
    Object.assign(backend.plan!.steps[6], { failure, text: failure });
    await renderPage(backend, `/runs/${RUN_IDS.running}?tab=plan`);
    expect(await screen.findByText('1 fails')).toBeVisible();
    const last = (await rows())[6];
    expect(last).toHaveTextContent(`Health check · fails`);
    expect(last).toHaveTextContent(failure);
    expect(last).not.toHaveTextContent('would run');
  });

  it('is asked for again when a step has ended, and never once the run is over', async () => {
    const ask = jest.spyOn(backend, 'getRemainingPlan');
    await renderPage(backend, `/runs/${RUN_IDS.running}?tab=plan`);
    await screen.findByText(/3 steps have not begun/);
    const before = ask.mock.calls.length;
    await playUntilStepEnds();
    await waitFor(() => expect(ask.mock.calls.length).toBeGreaterThan(before));
    await act(async () => backend.play(RUN_IDS.running, 100));
    await screen.findByText(/The run is over/);
    expect((await rows())[6]).toHaveTextContent(/^Health check · Succeeded/);
  });

  it('says that it cannot be told, and still shows how the steps are', async () => {
    jest
      .spyOn(backend, 'getRemainingPlan')
      .mockRejectedValue(new Error('The backend is away'));
    await renderPage(backend, `/runs/${RUN_IDS.running}?tab=plan`);
    expect(await screen.findByText(/The backend is away/)).toBeVisible();
    expect((await rows())[6]).toHaveTextContent(/^Health check · Pending/);
  });
});
