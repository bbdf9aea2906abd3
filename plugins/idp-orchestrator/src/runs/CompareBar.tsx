import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import CompareIcon from '@mui/icons-material/CompareArrows';
import { Link } from '@backstage/core-components';
import { compareRouteRef } from '../routes';
import { useText } from '../translation';
import { addQuery, usePluginLink } from '../usePluginLink';

interface CompareBarProps {
  /** Ids of runs. */
  selected: string[];
  onClear: () => void;
}

/** What is chosen to be compared; nothing until something is. */
export function CompareBar({ selected, onClear }: CompareBarProps) {
  const t = useText();
  const compareLink = usePluginLink(compareRouteRef);
  const [a, b] = selected;
  if (!a) return null;
  return (
    <Paper
      role="region"
      aria-label={t('runs.compareLabel')}
      elevation={4}
      sx={{
        position: 'sticky',
        // Above the bar that a phone has instead of the sidebar.
        bottom: { xs: 64, sm: 8 },
        zIndex: 1,
        mt: 2,
        px: 2,
        py: 1,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
      }}
    >
      <span role="status">{t(b ? 'runs.twoChosen' : 'runs.oneChosen')}</span>
      <Button
        size="small"
        variant="outlined"
        startIcon={<CompareIcon />}
        disabled={!b}
        component={Link}
        to={addQuery(compareLink(), { a, b })}
      >
        {t('runs.compare')}
      </Button>
      <Button size="small" onClick={onClear}>
        {t('runs.chooseNone')}
      </Button>
    </Paper>
  );
}
