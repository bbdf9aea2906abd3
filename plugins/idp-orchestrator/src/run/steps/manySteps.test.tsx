import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  recordUpgrade,
  RUN_IDS,
  TITLED_RUN_IDS,
} from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

function backend() {
  const recorded = createRecordedOrchestrator(NOW);
  const startedAt = new Date(NOW - 600_000).toISOString();
  recorded.addRun(recordUpgrade(startedAt).entries);
  return recorded;
}

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

const list = async () =>
  within(await screen.findByRole('list', { name: 'Steps' }));

describe('Many steps', () => {
  it('are counted, and cut in their middle so that they can be told apart', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.upgrade}`);
    expect(await screen.findByText('172 of 300, 1 failed')).toBeVisible();
    const whole = 'Upgrade node worker-eu-central-1-pool-a-0172';
    const [title] = await (await list()).findAllByTitle(whole);
    expect(title).toHaveTextContent(whole);
    expect(title.lastElementChild).toHaveTextContent('pool-a-0172');
  });

  it('are filtered by their titles and states', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.upgrade}`);
    const filter = await screen.findByRole('searchbox', {
      name: 'Filter steps',
    });
    await userEvent.type(filter, 'failed');
    const [only, ...others] = (await list()).getAllByRole('button');
    expect(only).toHaveTextContent('0172');
    expect(others).toEqual([]);
    await userEvent.clear(filter);
    await userEvent.type(filter, 'nothing of it');
    expect(await screen.findByText('No step matches')).toBeVisible();
  });

  it('have no filter where they are few', async () => {
    await renderPage(backend(), `/runs/${RUN_IDS.success}`);
    expect(await screen.findByText('7 of 7')).toBeVisible();
    expect(
      screen.queryByRole('searchbox', { name: 'Filter steps' }),
    ).not.toBeInTheDocument();
  });
});
