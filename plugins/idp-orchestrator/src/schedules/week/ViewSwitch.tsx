import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useText } from '../../translation';

/** The ways to look at schedules. */
export const VIEWS = ['list', 'week'] as const;

export type View = (typeof VIEWS)[number];

interface ViewSwitchProps {
  view: View;
  onChange: (view: View) => void;
}

/** One by one, or what is due in a week. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const t = useText();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={t('scheduleWeek.view')}
      value={view}
      onChange={(_, chosen: View | null) => chosen && onChange(chosen)}
    >
      {VIEWS.map(one => (
        <ToggleButton
          key={one}
          value={one}
          sx={{ textTransform: 'none', color: 'text.primary' }}
        >
          {t(`scheduleWeek.views.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
