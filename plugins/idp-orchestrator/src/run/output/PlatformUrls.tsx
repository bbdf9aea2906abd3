import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { PlatformUrl } from './readPlatformUrls';

/** Where the platform's services are now. */
export function PlatformUrls({ urls }: { urls: PlatformUrl[] }) {
  return (
    <Box
      component="ul"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
      }}
    >
      {urls.map(({ name, url }) => (
        <Box
          component="li"
          key={name}
          sx={{
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            px: 1.5,
            py: 1,
            minWidth: 0,
          }}
        >
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {name}
          </Box>
          <Box sx={{ typography: 'body2', overflowWrap: 'anywhere' }}>
            <Link to={url}>{url}</Link>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
