import { useId, useState, type ReactNode } from 'react';
import Chip from '@mui/material/Chip';
import Menu from '@mui/material/Menu';
import Popover from '@mui/material/Popover';
import Box from '@mui/material/Box';
import ArrowIcon from '@mui/icons-material/ArrowDropDown';
import CloseIcon from '@mui/icons-material/Close';
import { useText } from '../translation';

interface FilterChipProps {
  label: string;
  /** What is chosen, in words; nothing is when absent. */
  chosen?: string;
  onClear: () => void;
  /** Hears that the choices are wanted. */
  onOpen?: () => void;
  /** `menu` of items, or a `panel` with fields. */
  kind?: 'menu' | 'panel';
  /** The choices; `close` takes them away. */
  children: (close: () => void) => ReactNode;
}

/** A filter as a chip: shows what is chosen, opens the choices, and is removed by its cross or the Delete key. */
export function FilterChip(props: FilterChipProps) {
  const { label, chosen, onClear, kind = 'menu' } = props;
  const t = useText();
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => setAnchor(undefined);
  const place = {
    open: anchor !== undefined,
    anchorEl: anchor,
    onClose: close,
    anchorOrigin: { vertical: 'bottom', horizontal: 'left' },
  } as const;
  const open = (element: HTMLElement) => {
    props.onOpen?.();
    setAnchor(element);
  };
  return (
    <>
      <Chip
        clickable
        id={id}
        label={chosen ? `${label}: ${chosen}` : label}
        variant={chosen ? 'filled' : 'outlined'}
        aria-haspopup={kind === 'menu' ? 'menu' : 'dialog'}
        aria-expanded={place.open}
        onClick={event => open(event.currentTarget)}
        onDelete={chosen ? onClear : event => open(chipOf(event))}
        deleteIcon={
          chosen ? (
            <CloseIcon titleAccess={t('list.remove', { filter: label })} />
          ) : (
            <ArrowIcon />
          )
        }
        sx={{ m: 0, maxWidth: '100%' }}
      />
      {kind === 'menu' ? (
        <Menu {...place} MenuListProps={{ 'aria-labelledby': id }}>
          {props.children(close)}
        </Menu>
      ) : (
        <Popover
          {...place}
          slotProps={{ paper: { role: 'dialog', 'aria-labelledby': id } }}
        >
          <Box sx={{ p: 2 }}>{props.children(close)}</Box>
        </Popover>
      )}
    </>
  );
}

/** The chip around its icon, beside which the choices open. */
function chipOf({
  currentTarget,
}: {
  currentTarget: EventTarget;
}): HTMLElement {
  const element = currentTarget as HTMLElement;
  return element.closest<HTMLElement>('[role="button"]') ?? element;
}
