import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { useText } from '../../../translation';
import { beginOf } from '../schema/beginOf';
import { schemasOfField } from '../schema/checkValue';
import type { JsonSchema, Path } from '../schema/JsonSchema';
import { isMap } from '../schema/kindOf';
import { useBlock, useForm, useProblems } from './FormContext';
import { SchemaField } from './SchemaField';

interface MapRowsProps {
  schema: JsonSchema;
  path: Path;
  title: string;
  /** Fields that have places of their own. */
  named: string[];
  value: Record<string, unknown>;
  onChange: (value: Record<string, unknown>) => void;
}

interface Row {
  id: number;
  name: string;
  value: unknown;
}

/** Fields under names that somebody gives them: rows of a name and a value. */
export function MapRows(props: MapRowsProps) {
  const t = useText();
  const { root, matches, disabled } = useForm();
  const { schema, path, named, value } = props;
  const [rows, setRows] = useState(() => readRows(value, named));
  const schemaOf = (name: string): JsonSchema => {
    const [first, ...more] = schemasOfField(schema, name, matches) ?? [{}];
    return more.length > 0 ? { allOf: [first, ...more] } : first;
  };
  const isTaken = ({ id, name }: Row) =>
    named.includes(name) || rows.find(row => row.name === name)?.id !== id;
  const change = (next: Row[]) => {
    setRows(next);
    const own = Object.entries(value).filter(([name]) => named.includes(name));
    props.onChange(Object.fromEntries([...own, ...writeRows(next, named)]));
  };
  const changeRow = (id: number, part: Partial<Row>) =>
    change(rows.map(row => (row.id === id ? { ...row, ...part } : row)));

  return (
    <Stack spacing={1.5}>
      {rows.map(row => (
        <MapRow
          key={row.id}
          row={row}
          path={[...path, row.name]}
          schema={schemaOf(row.name)}
          problem={problemOf(row, isTaken(row))}
          onChange={part => changeRow(row.id, part)}
          onRemove={() => change(rows.filter(({ id }) => id !== row.id))}
        />
      ))}
      {isMap(schema) && (
        <Box>
          <Button
            size="small"
            startIcon={<AddIcon />}
            disabled={disabled}
            onClick={() =>
              setRows([
                ...rows,
                {
                  id: Math.max(0, ...rows.map(({ id }) => id)) + 1,
                  name: '',
                  value: beginOf(schemaOf(''), root),
                },
              ])
            }
          >
            {t('field.add', { title: props.title })}
          </Button>
        </Box>
      )}
    </Stack>
  );
}

type RowProblem = 'keyMissing' | 'keyTaken';

function problemOf(row: Row, isTaken: boolean): RowProblem | undefined {
  if (row.name === '')
    return row.value === undefined ? undefined : 'keyMissing';
  return isTaken ? 'keyTaken' : undefined;
}

interface MapRowProps {
  row: Row;
  path: Path;
  schema: JsonSchema;
  problem?: RowProblem;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

function MapRow(props: MapRowProps) {
  const t = useText();
  const { disabled } = useForm();
  const { row, path, problem } = props;
  const [isTouched, setTouched] = useState(false);
  const found = useProblems(path, { ofName: true, isTouched });
  useBlock(problem !== undefined);
  const problems = [...(problem ? [t(`field.${problem}`)] : []), ...found];
  const name = row.name || t('field.key');
  return (
    <Stack direction="row" spacing={1}>
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        spacing={1}
        sx={{ flexGrow: 1, minWidth: 0 }}
      >
        <TextField
          label={t('field.key')}
          value={row.name}
          onChange={({ target }) => props.onChange({ name: target.value })}
          onBlur={() => setTouched(true)}
          disabled={disabled}
          error={problems.length > 0}
          helperText={problems.join(' · ')}
          inputProps={{ autoComplete: 'off', spellCheck: false }}
          sx={{ flex: '1 1 0', minWidth: 0 }}
        />
        <Box sx={{ flex: '2 1 0', minWidth: 0 }}>
          <SchemaField
            schema={props.schema}
            path={path}
            name={row.name ? t('field.valueAt', { name }) : t('field.value')}
            value={row.value}
            onChange={value => props.onChange({ value })}
          />
        </Box>
      </Stack>
      <IconButton
        aria-label={t('field.remove', { title: name })}
        disabled={disabled}
        onClick={props.onRemove}
        sx={{ alignSelf: 'flex-start' }}
      >
        <RemoveIcon />
      </IconButton>
    </Stack>
  );
}

function readRows(value: Record<string, unknown>, named: string[]): Row[] {
  return Object.entries(value)
    .filter(([name]) => !named.includes(name))
    .map(([name, of], id) => ({ id, name, value: of }));
}

/** What stands in the rows that have a name of their own; a value may still be missing. */
function writeRows(rows: Row[], named: string[]): Array<[string, unknown]> {
  const written = new Map<string, unknown>();
  for (const { name, value } of rows) {
    if (name === '' || named.includes(name) || written.has(name)) continue;
    written.set(name, value);
  }
  return [...written];
}
