import OpenInNewIcon from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { useText } from '../translation';

/** Where people reach a service; nothing when it has no address. */
export function ServiceUrl({ title, url }: { title: string; url?: string }) {
  const t = useText();
  if (!url) return <span />;
  return (
    <Link to={url} aria-label={t('services.openLabel', { service: title })}>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          minHeight: 24,
          typography: 'body2',
        }}
      >
        {t('services.open')}
        <OpenInNewIcon aria-hidden sx={{ fontSize: 16 }} />
      </Box>
    </Link>
  );
}
