import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { useText } from '../../../translation';
import { beginOf } from '../schema/beginOf';
import { asSchema, textOf } from '../schema/JsonSchema';
import { resolveSchema } from '../schema/resolveSchema';
import { emptyOf } from './emptyOf';
import { FieldGroup } from './FieldGroup';
import type { FieldProps } from './FieldProps';
import { useForm } from './FormContext';
import { SchemaField } from './SchemaField';

/** A list of anything: each item has its own fields, and can be taken out. */
export function ListField(props: FieldProps) {
  const t = useText();
  const { root, disabled } = useForm();
  const { schema, path, title } = props;
  const items = Array.isArray(props.value) ? props.value : [];
  const { keys, add, remove } = useItemKeys(items.length);
  const itemSchema = asSchema(schema.items);
  const change = (next: unknown[]) =>
    props.onChange(next.length > 0 ? next : emptyOf(props));
  const nameAt = (index: number) =>
    t('field.item', {
      title:
        textOf(resolveSchema(itemSchema, root, items[index]).title) ?? title,
      number: String(index + 1),
    });

  return (
    <FieldGroup {...props}>
      {items.map((item, index) => (
        <Stack key={keys[index]} direction="row" spacing={1}>
          <Box sx={{ flexGrow: 1, minWidth: 0 }}>
            <SchemaField
              schema={{ ...itemSchema, title: nameAt(index) }}
              path={[...path, index]}
              name={nameAt(index)}
              value={item}
              required
              onChange={value =>
                change(items.map((one, at) => (at === index ? value : one)))
              }
            />
          </Box>
          <IconButton
            aria-label={t('field.remove', { title: nameAt(index) })}
            disabled={disabled}
            onClick={() => {
              remove(index);
              change(items.filter((_, at) => at !== index));
            }}
            sx={{ alignSelf: 'flex-start' }}
          >
            <RemoveIcon />
          </IconButton>
        </Stack>
      ))}
      <Box>
        <Button
          size="small"
          startIcon={<AddIcon />}
          disabled={disabled}
          onClick={() => {
            add();
            change([...items, beginOf(itemSchema, root)]);
          }}
        >
          {t('field.add', { title })}
        </Button>
      </Box>
    </FieldGroup>
  );
}

/** A key for each item that stays with it when one before it is taken out. */
function useItemKeys(count: number) {
  const [keys, setKeys] = useState(() => range(0, count));
  const [next, setNext] = useState(count);
  if (keys.length !== count) {
    // It was changed from elsewhere.
    setKeys(range(next, count));
    setNext(next + count);
  }
  const add = () => {
    setKeys([...keys, next]);
    setNext(next + 1);
  };
  const remove = (index: number) =>
    setKeys(keys.filter((_, at) => at !== index));
  return { keys, add, remove };
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
