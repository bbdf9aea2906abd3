import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { WhenLoaded } from '../notice/WhenLoaded';
import { PageBody } from '../PageBody';
import { runsRouteRef, schedulesRouteRef } from '../routes';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { addQuery, usePluginLink } from '../usePluginLink';
import { FreezeButton } from './freeze/FreezeButton';
import { NoWindows } from './NoWindows';
import { useMayMakeWindows } from './useMayMakeWindows';
import { WindowItem } from './WindowItem';
import { useWindows } from './WindowsProvider';

/** When which changes may happen: the freezes and maintenance windows that are on and that are to come. */
export function WindowsPage() {
  const t = useText();
  usePageTitle(t('page.windows'));
  const windows = useWindows();
  const mayMake = useMayMakeWindows();
  const runsLink = usePluginLink(runsRouteRef);
  const schedulesLink = usePluginLink(schedulesRouteRef);
  return (
    <PageBody>
      <WhenLoaded loaded={windows}>
        {all => (
          <>
            <Stack
              direction={{ xs: 'column', sm: 'row' }}
              spacing={1.5}
              sx={{ mb: 2, alignItems: { sm: 'center' } }}
            >
              <Box sx={{ flexGrow: 1 }}>
                {t('windows.about')}{' '}
                <Link
                  to={addQuery(runsLink(), { status: 'waiting' })}
                  underline="always"
                >
                  {t('windows.waiting')}
                </Link>
                {' · '}
                <Link to={schedulesLink()} underline="always">
                  {t('page.schedules')}
                </Link>
              </Box>
              {mayMake && <FreezeButton onDone={windows.reload} />}
            </Stack>
            {all.length === 0 && <NoWindows />}
            <WindowSection
              title={t('windows.now')}
              windows={all.filter(({ current }) => current)}
              onEnded={mayMake ? windows.reload : undefined}
            />
            <WindowSection
              title={t('windows.coming')}
              windows={all.filter(({ current }) => !current)}
              onEnded={mayMake ? windows.reload : undefined}
            />
          </>
        )}
      </WhenLoaded>
    </PageBody>
  );
}

interface WindowSectionProps {
  title: string;
  windows: ChangeWindow[];
  /** They can be ended where it is there. */
  onEnded?: () => void;
}

function WindowSection({ title, windows, onEnded }: WindowSectionProps) {
  if (windows.length === 0) return null;
  return (
    <Box component="section" aria-label={title} sx={{ mb: 3 }}>
      <Typography variant="h6" component="h2" gutterBottom>
        {title}
      </Typography>
      <Stack component="ul" spacing={1.5} sx={{ m: 0, p: 0 }}>
        {windows.map(window => (
          <WindowItem key={window.id} window={window} onEnded={onEnded} />
        ))}
      </Stack>
    </Box>
  );
}
