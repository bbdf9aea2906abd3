import { lazy, Suspense } from 'react';
import { createTheme } from '@mui/material/styles';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { createRecordedState } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';
import { PageBoundary } from './PageBoundary';
import { createPluginTheme } from './createPluginTheme';

function showFailure(error: Error) {
  const Broken = lazy(() => Promise.reject(error));
  return renderInTestApp(
    <PageBoundary page="/a">
      <Suspense fallback={null}>
        <Broken />
      </Suspense>
    </PageBoundary>,
  );
}

describe('A page that cannot be shown', () => {
  beforeEach(() => {
    // React tells of it there, too.
    jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());

  it('says that its code did not come, and offers to reload', async () => {
    await showFailure(
      Object.assign(new Error('Loading chunk 12 failed.'), {
        name: 'ChunkLoadError',
      }),
    );
    expect(
      await screen.findByText('This page could not be loaded'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible();
  });

  it('says so of anything else in other words', async () => {
    await showFailure(new Error('steps is not iterable'));
    expect(await screen.findByText('This page does not work')).toBeVisible();
    expect(screen.getByText('steps is not iterable')).toBeVisible();
  });
});

it.each(['/overview/nonsense', '/services/a/b', '/flows/a/b', '/runs/a/b'])(
  'The unknown address %s leads to the pages that there are',
  async address => {
    await renderPage(createRecordedState('well', Date.now()), address);
    expect(
      await screen.findByText('There is no page at this address'),
    ).toBeVisible();
    const [nearest] = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(`/idp-orchestrator${address}`).toContain(`${nearest}/`);
  },
);

describe('The theme of the pages', () => {
  const outer = createTheme();

  it('takes the colours of Backstage UI', () => {
    const { palette, typography } = createPluginTheme(outer, {
      surface: '#ffffff',
      text: '#101010',
      subtle: '#696969',
      primary: '#1f5493',
    });
    expect(palette.primary.main).toBe('#1f5493');
    expect(palette.text).toMatchObject({
      primary: '#101010',
      secondary: '#696969',
    });
    expect(typography.fontFamily).toContain('--bui-font-regular');
  });

  it('leaves what could not be read on its surface as the app has it', () => {
    const { palette } = createPluginTheme(outer, {
      surface: '#424141',
      subtle: '#a3a3a3',
      danger: '#802010',
    });
    expect(palette.text.secondary).toBe(outer.palette.text.secondary);
    expect(palette.error.main).toBe(outer.palette.error.main);
  });
});
