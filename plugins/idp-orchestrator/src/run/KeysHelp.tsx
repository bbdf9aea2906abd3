import { useId } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useText } from '../translation';

const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  [']', 'nextFailed'],
  ['[', 'previousFailed'],
  ['l', 'logs'],
  ['t', 'timeline'],
  ['f', 'follow'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

/** The keys of the run page. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useText();
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('keys.title')}</DialogTitle>
      <DialogContent>
        <Box
          component="dl"
          sx={{
            m: 0,
            display: 'grid',
            gridTemplateColumns: 'auto 1fr',
            columnGap: 2,
            rowGap: 1,
          }}
        >
          {KEYS.map(([key, name]) => (
            <Box key={key} sx={{ display: 'contents' }}>
              <Box
                component="dt"
                sx={{
                  fontFamily: 'monospace',
                  border: 1,
                  borderColor: 'divider',
                  borderRadius: 0.5,
                  px: 1,
                  textAlign: 'center',
                }}
              >
                {key}
              </Box>
              <Box component="dd" sx={{ m: 0, typography: 'body2' }}>
                {t(`keys.${name}`)}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('keys.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
