import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { OperationButtons } from '../operation/OperationButtons';

interface SelectionBarProps {
  shown: ServiceState[];
  /** Those that are chosen, shown or not. */
  selected: ServiceState[];
  onSelect: (names: string[]) => void;
  onStarted: () => void;
}

/** While something is selected, its controls stay in view. */
const IN_VIEW = {
  position: 'sticky',
  top: 0,
  zIndex: 2,
  bgcolor: 'background.paper',
  borderRadius: 1,
  boxShadow: 1,
} as const;

/** Chooses all that is shown, and operates what is chosen. */
export function SelectionBar(props: SelectionBarProps) {
  const t = useText();
  const { shown, selected, onSelect, onStarted } = props;
  const operable = shown.filter(({ control }) => control !== 'none');
  const all =
    operable.length > 0 &&
    operable.every(service => selected.includes(service));
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1.5}
      role="group"
      aria-label={t('services.selection')}
      sx={{
        mb: 1.5,
        px: 1,
        py: 0.5,
        alignItems: 'center',
        ...(selected.length > 0 && IN_VIEW),
      }}
    >
      <FormControlLabel
        sx={{ m: 0 }}
        componentsProps={{ typography: { variant: 'body2' } }}
        control={
          <Checkbox
            size="small"
            checked={all}
            indeterminate={!all && selected.length > 0}
            onChange={() =>
              onSelect(all ? [] : operable.map(({ name }) => name))
            }
          />
        }
        label={
          selected.length > 0
            ? t('services.selected', { count: selected.length })
            : t('services.selectAll')
        }
      />
      <OperationButtons services={selected} onStarted={onStarted} />
    </Stack>
  );
}
