import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { FailureNotice } from '../../notice/FailureNotice';
import { useText } from '../../translation';
import type { RunView } from '../feed/RunFeed';
import { describeEvent } from './describeEvent';
import { useRunEvents } from './useRunEvents';

/** The facts that make the run, in their order: what the engine itself folded. */
export function EventList({ view }: { view: RunView }) {
  const t = useText();
  const { events, error } = useRunEvents(view);
  if (error) return <FailureNotice error={error} />;
  const titles = new Map(view.run.steps.map(step => [step.id, step.title]));
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={t('events.label')}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>
              {t('events.number')}
            </TableCell>
            <TableCell>{t('events.time')}</TableCell>
            <TableCell>{t('events.what')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {events.map(event => (
            <TableRow key={event.seq}>
              <TableCell sx={{ color: 'text.secondary' }}>
                {event.seq}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <time dateTime={event.at} title={event.at}>
                  {new Date(event.at).toLocaleTimeString()}
                </time>
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                {'stepId' in event && (
                  <strong>{`${titles.get(event.stepId) ?? event.stepId}: `}</strong>
                )}
                {describeEvent(event, t)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
