import Button, { type ButtonProps } from '@mui/material/Button';
import { lighten, type Theme } from '@mui/material/styles';

interface ActButtonProps extends Omit<ButtonProps, 'color' | 'sx'> {
  /** Whether it takes something away: stop, cancel, reject. */
  destructive?: boolean;
}

/** A button that changes something, red when that takes something away. */
export function ActButton({ destructive, ...button }: ActButtonProps) {
  const contained = button.variant === 'contained';
  return (
    <Button
      {...button}
      color={destructive ? 'error' : 'primary'}
      sx={destructive ? theme => readableRed(theme, contained) : undefined}
    />
  );
}

/** The red of dark themes is made for surfaces: as text, or under white text, it is too close to what surrounds it. */
function readableRed({ palette }: Theme, contained: boolean) {
  if (palette.mode !== 'dark') return {};
  return contained
    ? { bgcolor: palette.error.dark, color: palette.common.white }
    : { color: lighten(palette.error.main, 0.5) };
}
