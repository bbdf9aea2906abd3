import { lazy, Suspense, useState } from 'react';
import Box from '@mui/material/Box';
import FreezeIcon from '@mui/icons-material/AcUnit';
import { ActButton } from '../../confirm/ActButton';
import { useText } from '../../translation';

const FreezeDialog = lazy(async () => ({
  default: (await import('./FreezeDialog')).FreezeDialog,
}));

/** Freezes at once, for example since there is an incident; asks where, until when and why. */
export function FreezeButton({ onDone }: { onDone: () => void }) {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Box sx={{ flexShrink: 0 }}>
        <ActButton
          variant="contained"
          startIcon={<FreezeIcon />}
          onClick={() => setAsking(true)}
        >
          {t('windows.freeze.button')}
        </ActButton>
      </Box>
      {isAsking && (
        <Suspense fallback={null}>
          <FreezeDialog onClose={() => setAsking(false)} onDone={onDone} />
        </Suspense>
      )}
    </>
  );
}
