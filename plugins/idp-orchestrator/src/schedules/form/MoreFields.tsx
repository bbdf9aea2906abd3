import { useState } from 'react';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Stack from '@mui/material/Stack';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import { useText } from '../../translation';
import { ChoiceRow } from './ChoiceRow';
import type { FieldsProps } from './FieldsProps';
import { TextRow } from './TextRow';

const OVERLAPS = ['skip', 'queue-one', 'allow'] as const;
const MODES = ['none', 'latest', 'all'] as const;
const FIELDS = [
  'when',
  'overlap',
  'catchUp',
  'window',
  'deadline',
  'jitter',
  'pauseAfter',
  'except',
  'until',
  'owner',
];

/** What most leave as it is; open by itself when something in it is wrong. */
export function MoreFields(props: FieldsProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const isWrong = FIELDS.some(field => props.wrong(field) !== undefined);
  return (
    <Accordion
      variant="outlined"
      disableGutters
      expanded={isOpen || isWrong}
      onChange={(_, open) => setOpen(open)}
    >
      <AccordionSummary expandIcon={<ExpandIcon />}>
        {t('scheduleForm.more')}
      </AccordionSummary>
      <AccordionDetails>
        <Stack spacing={2}>
          <OverlapFields {...props} />
          <LimitFields {...props} />
        </Stack>
      </AccordionDetails>
    </Accordion>
  );
}

function OverlapFields({ values, wrong, onChange }: FieldsProps) {
  const t = useText();
  const mayAll = values.overlap === 'allow';
  return (
    <>
      <ChoiceRow
        label={t('scheduleForm.overlap')}
        value={values.overlap}
        options={OVERLAPS.map(value => ({
          value,
          text: t(`scheduleForm.overlaps.${value}`),
        }))}
        wrong={wrong('overlap')}
        onChange={overlap => onChange({ overlap })}
      />
      <ChoiceRow
        label={t('scheduleForm.catchUp')}
        value={values.catchUp}
        options={MODES.map(value => ({
          value,
          text: t(`scheduleForm.catchUps.${value}`),
          disabled: value === 'all' && !mayAll,
        }))}
        hint={mayAll ? undefined : t('scheduleForm.allOnlyAllow')}
        wrong={wrong('catchUp')}
        onChange={catchUp => onChange({ catchUp })}
      />
      {values.catchUp !== 'none' && (
        <TextRow
          required
          label={t('scheduleForm.window')}
          hint={t('scheduleForm.windowHint')}
          value={values.window}
          wrong={wrong('window')}
          onChange={window => onChange({ window })}
        />
      )}
    </>
  );
}

const TEXTS = ['when', 'deadline', 'jitter', 'until', 'owner'] as const;

function LimitFields({ values, wrong, onChange }: FieldsProps) {
  const t = useText();
  return (
    <>
      {TEXTS.map(name => (
        <TextRow
          key={name}
          label={t(`scheduleForm.${name}`)}
          hint={t(`scheduleForm.${name}Hint`)}
          value={values[name]}
          wrong={wrong(name)}
          onChange={text => onChange({ [name]: text })}
        />
      ))}
      <TextRow
        multiline
        label={t('scheduleForm.except')}
        hint={t('scheduleForm.exceptHint')}
        value={values.except}
        wrong={wrong('except')}
        onChange={except => onChange({ except })}
      />
      <TextRow
        type="number"
        inputProps={{ min: 1, max: 100 }}
        label={t('scheduleForm.pauseAfter')}
        value={values.pauseAfter}
        wrong={wrong('pauseAfter')}
        onChange={pauseAfter => onChange({ pauseAfter })}
      />
    </>
  );
}
