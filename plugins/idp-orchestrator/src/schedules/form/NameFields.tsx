import { useText } from '../../translation';
import type { FieldsProps } from './FieldsProps';
import { idOf } from './scheduleValues';
import { TextRow } from './TextRow';

interface NameFieldsProps extends FieldsProps {
  /** It is there already, and keeps its id. */
  hasId: boolean;
}

/** What it is called; its id follows the title until somebody writes another one. */
export function NameFields({
  values,
  wrong,
  onChange,
  hasId,
}: NameFieldsProps) {
  const t = useText();
  const follows = !hasId && values.id === idOf(values.title);
  return (
    <>
      <TextRow
        label={t('scheduleForm.name')}
        hint={t('scheduleForm.nameHint')}
        value={values.title}
        wrong={wrong('title')}
        inputProps={{ maxLength: 100 }}
        onChange={title =>
          onChange({ title, ...(follows && { id: idOf(title) }) })
        }
      />
      <TextRow
        required
        disabled={hasId}
        label={t('scheduleForm.id')}
        // What cannot be changed any more needs no hint.
        hint={hasId ? undefined : t('scheduleForm.idHint')}
        value={values.id}
        wrong={wrong('id')}
        inputProps={{ maxLength: 50, spellCheck: false }}
        onChange={id => onChange({ id })}
      />
    </>
  );
}
