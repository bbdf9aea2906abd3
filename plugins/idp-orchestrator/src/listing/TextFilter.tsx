import { useEffect, useId, useState } from 'react';
import TextField from '@mui/material/TextField';
import { FILTER_WIDTH } from './FilterBar';

interface TextFilterProps {
  label: string;
  placeholder?: string;
  /** What can be chosen while typing; anything else can be typed. */
  suggestions?: string[];
  value?: string;
  onChange: (value: string | undefined) => void;
}

/** A text to filter by; asks when it is done (Enter, or leaving the field), not at each letter. */
export function TextFilter(props: TextFilterProps) {
  const { value = '', suggestions = [], onChange } = props;
  const listId = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    if (text.trim() !== value) onChange(text.trim() || undefined);
  };
  return (
    <>
      <TextField
        size="small"
        type="search"
        label={props.label}
        placeholder={props.placeholder}
        value={text}
        onChange={event => setText(event.target.value)}
        onBlur={done}
        onKeyDown={event => {
          if (event.key === 'Enter') done();
        }}
        inputProps={suggestions.length > 0 ? { list: listId } : undefined}
        sx={FILTER_WIDTH}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map(suggestion => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}
