import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { useLanguage } from '../../../time/useLanguage';
import { useText, type Translate } from '../../../translation';
import { kindOf } from '../schema/kindOf';
import { emptyOf } from './emptyOf';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';

/** A way to pick a value of one format. */
interface Picker {
  type: 'date' | 'time' | 'datetime-local';
  label: (title: string, t: Translate) => string;
  /** What the browser's field shows for a value; undefined where it cannot. */
  toField: (value: string) => string | undefined;
  toValue: (field: string) => string;
  /** The same in the other zone. */
  describe?: (value: string, language: string, t: Translate) => string;
}

const DATE: Picker = {
  type: 'date',
  label: title => title,
  toField: value => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined),
  toValue: field => field,
};

/** A time of day has no date, and so no zone of a place: it is picked in UTC. */
const TIME: Picker = {
  type: 'time',
  label: (title, t) => t('field.timeUtc', { title }),
  toField: value => /^(\d\d:\d\d:\d\d)(?:Z|\+00:00)$/i.exec(value)?.[1],
  toValue: field => `${field.length === 5 ? `${field}:00` : field}Z`,
  describe: (value, language, t) => {
    const today = new Date().toISOString().slice(0, 10);
    const time = format(new Date(`${today}T${value}`), language, {
      timeStyle: 'medium',
    });
    return t('field.timeHere', { time });
  },
};

/** A moment is picked by the reader's own clock, and kept and sent in UTC. */
const DATE_TIME: Picker = {
  type: 'datetime-local',
  label: (title, t) => t('field.zoneHere', { title }),
  toField: value => {
    const at = new Date(value);
    const isWhole = /:\d\d(?:\.0+)?(?:Z|[+-]\d\d:?\d\d)$/i.test(value);
    return isWhole && !Number.isNaN(at.getTime()) ? localOf(at) : undefined;
  },
  toValue: field => new Date(field).toISOString().replace('.000Z', 'Z'),
  describe: (value, language, t) =>
    [
      format(new Date(value), language, {
        dateStyle: 'medium',
        timeStyle: 'long',
      }),
      t('field.atUtc', {
        utc: new Date(value).toISOString().replace('.000Z', 'Z'),
      }),
    ].join(' = '),
};

const PICKERS: Record<string, Picker> = {
  date: DATE,
  time: TIME,
  'date-time': DATE_TIME,
};

/** A date, a time of day or a moment, by the browser's own field. */
export function DateLeaf(props: LeafProps) {
  const t = useText();
  const language = useLanguage();
  const { schema, value } = props;
  const picker = PICKERS[kindOf(schema)];
  // A browser's field is empty while a part of it is missing.
  const [half, setHalf] = useState(false);
  const text = typeof value === 'string' ? value : undefined;
  const shown = text === undefined ? '' : picker.toField(text);
  const change = (field: string, isHalf: boolean) => {
    setHalf(isHalf);
    props.onChange(toValue(picker, field) ?? emptyOf(props));
  };
  const isPicked =
    shown !== undefined && (value === undefined || text !== undefined);
  const problems = half
    ? [
        ...props.problems,
        t('expected.because', {
          expected: t(`expected.format.${kindOf(schema) as 'date'}`),
        }),
      ]
    : props.problems;
  return (
    <TextField
      id={props.id}
      fullWidth
      type={isPicked ? picker.type : 'text'}
      label={picker.label(props.title, t)}
      value={isPicked ? shown : String(value)}
      onChange={({ target }) =>
        isPicked
          ? change(target.value, isHalfFilled(target))
          : props.onChange(target.value === '' ? undefined : target.value)
      }
      required={props.required}
      disabled={props.disabled || schema.readOnly === true}
      error={problems.length > 0}
      InputLabelProps={{ shrink: true }}
      inputProps={{ step: picker.type === 'date' ? undefined : 1 }}
      helperText={
        <FieldHelp schema={schema} problems={problems}>
          {isPicked && text && picker.describe && (
            <span style={{ display: 'block' }}>
              {picker.describe(text, language, t)}
            </span>
          )}
        </FieldHelp>
      }
    />
  );
}

function toValue(picker: Picker, field: string): string | undefined {
  try {
    return field === '' ? undefined : picker.toValue(field);
  } catch {
    // A date that there is not.
    return undefined;
  }
}

function isHalfFilled(field: EventTarget): boolean {
  return (field as HTMLInputElement).validity?.badInput === true;
}

function localOf(at: Date): string {
  const minutes = at.getTimezoneOffset();
  return new Date(at.getTime() - minutes * 60_000).toISOString().slice(0, 19);
}

function format(
  at: Date,
  language: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(language, options).format(at);
}
