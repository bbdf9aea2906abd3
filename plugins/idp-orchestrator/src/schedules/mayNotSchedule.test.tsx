import { screen } from '@testing-library/react';
import { createRecordedOrchestrator } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

// Alone in its file: what somebody may is remembered from test to test.
it('The page of a schedule has no buttons for who may not change it', async () => {
  const backend = createRecordedOrchestrator(Date.now());
  await renderPage(backend, '/schedules/weekly-report', { denied: true });
  expect(await screen.findByText('anna: The registry is moved')).toBeVisible();
  expect(
    screen.queryByRole('button', { name: /Resume|Start now|Remove/ }),
  ).toBeNull();
  expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
});
