import type { ComponentProps } from 'react';
import Tooltip from '@mui/material/Tooltip';
import { ActButton } from './ActButton';

interface ReasonedButtonProps extends ComponentProps<typeof ActButton> {
  /** Why it cannot be pressed; it can when absent. */
  whyNot?: string;
}

/** A button that, while it cannot be pressed, says why: to the mouse, the keyboard and a screen reader. */
export function ReasonedButton({ whyNot, ...button }: ReasonedButtonProps) {
  return (
    <Tooltip title={whyNot ?? ''}>
      <span
        tabIndex={whyNot ? 0 : undefined}
        aria-label={whyNot}
        role={whyNot ? 'note' : undefined}
      >
        <ActButton
          size="small"
          variant="outlined"
          {...button}
          disabled={button.disabled || whyNot !== undefined}
        />
      </span>
    </Tooltip>
  );
}
