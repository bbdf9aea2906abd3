import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ObjectFieldTemplateProps } from '@rjsf/utils';

type Input = Record<string, unknown>;

/** The fields of an object below each other, closer than the form library puts them; only objects within have a title. */
export function FieldsTemplate(props: ObjectFieldTemplateProps<Input>) {
  const { idSchema, properties, title } = props;
  const isRoot = idSchema.$id === 'root';
  const shown = properties.filter(({ hidden }) => !hidden);
  return (
    <Stack
      spacing={2}
      sx={isRoot ? undefined : { pl: 2, borderLeft: 2, borderColor: 'divider' }}
    >
      {!isRoot && title && <Typography variant="subtitle2">{title}</Typography>}
      {properties.filter(({ hidden }) => hidden).map(({ content }) => content)}
      {shown.map(({ name, content }) => (
        <div key={name}>{content}</div>
      ))}
    </Stack>
  );
}
