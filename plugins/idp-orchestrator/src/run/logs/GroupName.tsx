import { styled } from '@mui/material/styles';
import { useText } from '../../translation';
import { TERMINAL_COLORS } from '../../terminal/terminalLook';

const Fold = styled('button')({
  font: 'inherit',
  fontWeight: 600,
  color: 'inherit',
  background: 'none',
  border: 0,
  padding: '0 16px 0 0',
  cursor: 'pointer',
});

interface GroupNameProps {
  name: string;
  /** Lines folded away; undefined when the group is open. */
  hidden?: number;
  onFold: (fold: boolean) => void;
}

/** The line that begins a group: folds it and opens it again. */
export function GroupName({ name, hidden, onFold }: GroupNameProps) {
  const t = useText();
  const isOpen = hidden === undefined;
  return (
    <Fold type="button" aria-expanded={isOpen} onClick={() => onFold(isOpen)}>
      <span aria-hidden>{isOpen ? '▾ ' : '▸ '}</span>
      {name}
      {!isOpen && (
        <span style={{ color: TERMINAL_COLORS.number, fontWeight: 400 }}>
          {` · ${t('logs.hidden', { count: hidden, shown: hidden.toLocaleString() })}`}
        </span>
      )}
    </Fold>
  );
}
