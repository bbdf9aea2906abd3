import type { ReactNode } from 'react';
import MenuItem from '@mui/material/MenuItem';
import { FilterChip } from './FilterChip';

export interface Choice<T extends string> {
  value: T;
  /** Stands in the chip. */
  word: string;
  /** Stands in the menu; the word when absent. */
  text?: ReactNode;
}

interface ChoiceChipProps<T extends string> {
  label: string;
  choices: ReadonlyArray<Choice<T>>;
  values: T[];
  /** Whether several can be chosen. */
  many?: boolean;
  onChange: (values: T[]) => void;
  onOpen?: () => void;
  /** Said where there is nothing to choose from. */
  none?: string;
}

/** A filter by known choices, as a chip with a menu. */
export function ChoiceChip<T extends string>(props: ChoiceChipProps<T>) {
  const { label, choices, values, many = false, onChange } = props;
  const chosen = choices.filter(({ value }) => values.includes(value));
  const toggle = (value: T) =>
    values.includes(value)
      ? values.filter(one => one !== value)
      : [...(many ? values : []), value];
  return (
    <FilterChip
      label={label}
      chosen={chosen.map(({ word }) => word).join(', ') || undefined}
      onClear={() => onChange([])}
      onOpen={props.onOpen}
    >
      {close =>
        choices.length === 0 ? (
          <MenuItem disabled>{props.none}</MenuItem>
        ) : (
          choices.map(({ value, word, text }) => (
            <MenuItem
              key={value}
              role={many ? 'menuitemcheckbox' : 'menuitemradio'}
              aria-checked={values.includes(value)}
              selected={values.includes(value)}
              onClick={() => {
                onChange(toggle(value));
                if (!many) close();
              }}
            >
              {text ?? word}
            </MenuItem>
          ))
        )
      }
    </FilterChip>
  );
}
