import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import FreezeIcon from '@mui/icons-material/AcUnit';
import WindowIcon from '@mui/icons-material/EventOutlined';
import { Link } from '@backstage/core-components';
import { windowsRouteRef } from '../../routes';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { useKnownWindows } from '../WindowsProvider';
import {
  isAgainst,
  listNotes,
  type Change,
  type WindowNote,
} from './listNotes';
import { NoteText } from './NoteText';

interface WindowNotesProps {
  /** The environment of the page, and any change in it, when absent. */
  change?: Change;
  /** Ids of windows that are told of otherwise. */
  told?: readonly string[];
}

/** Says to whoever is about to change something that a window holds it, or soon will; nothing when none does. */
export function WindowNotes({ change, told = [] }: WindowNotesProps) {
  const windows = useKnownWindows();
  const page = usePageChange();
  const notes = listNotes(windows, change ?? page, Date.now()).filter(
    ({ window }) => !told.includes(window.id),
  );
  const frozen = notes.filter(({ kind }) => kind === 'frozen');
  const quiet = notes.filter(({ kind }) => kind !== 'frozen');
  return (
    <>
      {frozen.length > 0 && <NoteList notes={frozen} />}
      {quiet.length > 0 && <NoteList notes={quiet} />}
    </>
  );
}

/** Where there is one environment only, no page names it. */
function usePageChange(): Change {
  const { environment, environments } = useEnvironment();
  return { environment: environment ?? environments.at(0)?.name };
}

function NoteList({ notes }: { notes: WindowNote[] }) {
  const t = useText();
  const link = usePluginLink(windowsRouteRef);
  const isFrozen = notes.some(({ kind }) => kind === 'frozen');
  return (
    <Alert
      severity={isFrozen ? 'warning' : 'info'}
      variant={notes.some(isAgainst) ? 'standard' : 'outlined'}
      role="status"
      aria-label={t('windows.note.label')}
      icon={
        isFrozen ? (
          <FreezeIcon fontSize="inherit" />
        ) : (
          <WindowIcon fontSize="inherit" />
        )
      }
      sx={{ mb: 2, '& .v5-MuiAlert-message': { flexGrow: 1, minWidth: 0 } }}
    >
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        sx={{ columnGap: 2, rowGap: 0.5, justifyContent: 'space-between' }}
      >
        <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
          {notes.map(note => (
            <Box key={note.window.id}>
              <NoteText note={note} />
            </Box>
          ))}
        </Box>
        <Link to={link()} underline="always" color="inherit">
          {t('windows.note.all')}
        </Link>
      </Stack>
    </Alert>
  );
}
