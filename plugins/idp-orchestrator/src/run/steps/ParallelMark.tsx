import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useText } from '../../translation';

interface ParallelMarkProps {
  /** Titles of the steps that may run at the same time. */
  beside: string[];
  above: boolean;
  below: boolean;
}

const END = '18px';

/** Named; of more only the number is told. */
const MOST_NAMED = 6;

/** A bracket at the edge of the list around steps that may run at the same time. */
export function ParallelMark({ beside, above, below }: ParallelMarkProps) {
  const t = useText();
  if (beside.length === 0) return null;
  return (
    <Tooltip title={t('steps.beside', { steps: nameSome(beside) })}>
      <Box
        component="span"
        role="img"
        sx={{
          position: 'absolute',
          right: 8,
          top: above ? 0 : END,
          bottom: below ? 0 : END,
          width: 8,
          borderStyle: 'solid',
          borderColor: 'text.disabled',
          borderWidth: 0,
          borderRightWidth: 2,
          borderTopWidth: above ? 0 : 2,
          borderBottomWidth: below ? 0 : 2,
          borderTopRightRadius: above ? 0 : 6,
          borderBottomRightRadius: below ? 0 : 6,
        }}
      />
    </Tooltip>
  );
}

function nameSome(titles: string[]): string {
  const more = titles.length - MOST_NAMED;
  const named = titles.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${named} … +${more}` : named;
}
