import { screen } from '@testing-library/react';
import { createRecordedOrchestrator, RUN_IDS } from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

// A file of its own: what somebody may is remembered for the life of the page.
describe('CancelButton', () => {
  it('says why to those who may not cancel', async () => {
    const backend = createRecordedOrchestrator(Date.now());
    await renderPage(backend, `/runs/${RUN_IDS.running}`, { denied: true });
    expect(await screen.findByRole('note')).toHaveAccessibleName(
      'You may not cancel runs.',
    );
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  });
});
