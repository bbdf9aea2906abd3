import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator, RUN_IDS } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const address = (a: string, b: string) => `/runs/compare?a=${a}&b=${b}`;

describe('ComparePage', () => {
  it('shows where two runs went apart, and can be turned round', async () => {
    await renderPage(
      createRecordedOrchestrator(NOW),
      address(RUN_IDS.success, RUN_IDS.failure),
    );
    const table = await screen.findByRole('table', {
      name: 'Steps of both runs',
    });
    const apart = within(table)
      .getByText('First difference')
      .closest('tr') as HTMLElement;
    const [, first, second] = within(apart).getAllByRole('cell');
    expect(first).toHaveTextContent('Succeeded');
    expect(second).toHaveTextContent('Failed');
    expect(second).toHaveTextContent(
      /exit code 2.*error: LocalStack did not become ready/,
    );
    expect(within(second).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringContaining(`/runs/${RUN_IDS.failure}?step=`),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Swap the two' }));
    expect(await screen.findByTestId('address')).toHaveTextContent(
      address(RUN_IDS.failure, RUN_IDS.success),
    );
  });

  it('says what to do when the address names no two runs', async () => {
    await renderPage(createRecordedOrchestrator(NOW), '/runs/compare?a=x&b=');
    expect(await screen.findByText('Two runs are wanted here')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'To the list of runs' }),
    ).toBeVisible();
  });

  it('says that one of them does not exist', async () => {
    await renderPage(
      createRecordedOrchestrator(NOW),
      address(RUN_IDS.success, 'no-such-run'),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('no-such-run');
  });
});
