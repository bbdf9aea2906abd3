import { useEffect, useRef, useState } from 'react';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useText, type Translate } from '../../../translation';
import { choiceName } from '../schema/Place';
import {
  asSchema,
  isRecord,
  namedSchemas,
  textOf,
  textsOf,
  type JsonSchema,
} from '../schema/JsonSchema';
import { isFixed, typesOf, waysOf, withoutWays } from '../schema/kindOf';
import { joinSchemas, resolveSchema } from '../schema/resolveSchema';
import { findWay, takeWay } from '../schema/takeWay';
import { FieldHelp } from './FieldHelp';
import type { FieldProps } from './FieldProps';
import { useForm, useProblems } from './FormContext';
import { SchemaField } from './SchemaField';

const NONE = '';

/**
 * A part that can be filled in in several ways: none is chosen until somebody
 * does. What was filled in of one way is kept while another one is looked at.
 */
export function WaysField(props: FieldProps) {
  const t = useText();
  const { root, disabled, setChoice } = useForm();
  const { schema, path, title, value, required } = props;
  const ways = waysOf(schema) ?? [];
  const rest = withoutWays(schema);
  const level = props.level + 1;
  const name = choiceName(path, level);
  const [chosen, setChosen] = useState(() =>
    findWay({ ways, rest, value, root }),
  );
  const kept = useRef(new Map<number | undefined, unknown>());
  const [isTouched, setTouched] = useState(false);
  const problems = useProblems(path, { isTouched });
  useEffect(() => {
    setChoice(name, chosen);
    return () => setChoice(name, undefined);
  }, [name, chosen, setChoice]);

  const choose = (next: number | undefined) => {
    kept.current.set(chosen, value);
    setChosen(next);
    const before = kept.current.get(next);
    props.onChange(
      kept.current.has(next)
        ? before
        : takeWay({
            value,
            rest,
            root,
            way: next === undefined ? undefined : ways[next],
          }),
    );
  };
  const way = chosen === undefined ? undefined : ways[chosen];
  const shown = way ? joinSchemas(resolveSchema(way, root, value), rest) : rest;
  // Without a choice only what all ways have is shown, and what an address filled in.
  const hasFields = way
    ? !isFixed(shown)
    : isRecord(rest.properties) || value !== undefined;
  return (
    <Stack spacing={2} onBlur={() => setTouched(true)}>
      <TextField
        select
        fullWidth
        label={path.length === 0 ? t('field.way') : title}
        value={chosen === undefined ? NONE : String(chosen)}
        onChange={({ target }) =>
          choose(target.value === NONE ? undefined : Number(target.value))
        }
        required={required}
        disabled={disabled}
        error={problems.length > 0}
        helperText={
          <FieldHelp
            schema={{ description: schema.description }}
            problems={problems}
          />
        }
      >
        <MenuItem value={NONE}>{t('field.none')}</MenuItem>
        {ways.map((one, index) => (
          <MenuItem key={index} value={String(index)}>
            {titleOf(resolveSchema(one, root, undefined), index, t)}
          </MenuItem>
        ))}
      </TextField>
      {way && textOf(way.description) && (
        <FormHelperText>{textOf(way.description)}</FormHelperText>
      )}
      {hasFields && (
        <SchemaField
          key={chosen}
          schema={{ ...shown, title: undefined, description: undefined }}
          path={path}
          name={way ? titleOf(shown, chosen ?? 0, t) : title}
          value={value}
          required={
            required || (way !== undefined && isRecord(shown.properties))
          }
          level={level}
          onChange={props.onChange}
        />
      )}
    </Stack>
  );
}

const TYPES = [
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
] as const;

/** What a way is called: by its title, or what makes it differ from the others. */
function titleOf(way: JsonSchema, index: number, t: Translate): string {
  const fields = textsOf(way.required);
  const names = fields.map(
    name => textOf(asSchema(namedSchemas(way.properties)[name]).title) ?? name,
  );
  const type = TYPES.find(one => typesOf(way)[0] === one);
  return (
    textOf(way.title) ??
    (names.length > 0
      ? t('field.wayWith', { fields: names.join(', ') })
      : undefined) ??
    (type && t(`field.types.${type}`)) ??
    t('field.wayNumber', { number: String(index + 1) })
  );
}
