import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import { useText } from '../../translation';
import type { FieldsProps } from './FieldsProps';
import { KINDS, type Kind } from './scheduleValues';
import { TextRow } from './TextRow';
import { TimeZoneField } from './TimeZoneField';

/** When it is due, and by which clocks. */
export function WhenFields({ values, wrong, onChange }: FieldsProps) {
  const t = useText();
  return (
    <>
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('scheduleForm.kind')}</FormLabel>
        <RadioGroup
          value={values.kind}
          onChange={({ target }) => onChange({ kind: target.value as Kind })}
        >
          {KINDS.map(kind => (
            <FormControlLabel
              key={kind}
              value={kind}
              label={t(`scheduleForm.kinds.${kind}`)}
              control={<Radio />}
            />
          ))}
        </RadioGroup>
      </FormControl>
      <KindFields values={values} wrong={wrong} onChange={onChange} />
      <TimeZoneField
        value={values.timezone}
        wrong={wrong('timezone')}
        onChange={timezone => onChange({ timezone })}
      />
    </>
  );
}

function KindFields({ values, wrong, onChange }: FieldsProps) {
  const t = useText();
  switch (values.kind) {
    case 'cron':
      return (
        <div>
          <TextRow
            required
            multiline
            label={t('scheduleForm.cron')}
            hint={t('scheduleForm.cronHint')}
            value={values.cron}
            wrong={wrong('cron')}
            onChange={cron => onChange({ cron })}
          />
          <Picks onPick={cron => onChange({ cron })} />
        </div>
      );
    case 'every':
      return (
        <>
          <TextRow
            required
            label={t('scheduleForm.every')}
            hint={t('scheduleForm.everyHint')}
            value={values.every}
            wrong={wrong('every')}
            onChange={every => onChange({ every })}
          />
          <TextRow
            label={t('scheduleForm.from')}
            hint={t('scheduleForm.fromHint')}
            value={values.from}
            wrong={wrong('from')}
            onChange={from => onChange({ from })}
          />
        </>
      );
    default:
      return (
        <TextRow
          required
          multiline
          minRows={2}
          label={t('scheduleForm.at')}
          hint={t('scheduleForm.atHint')}
          value={values.at}
          wrong={wrong('at')}
          onChange={at => onChange({ at })}
        />
      );
  }
}

const PICKS = {
  daily: '30 2 * * *',
  weekdays: '0 6 * * 1-5',
  weekly: '0 3 * * 0',
  monthly: '0 4 1 * *',
} as const;

/** Usual patterns: nobody should have to know the five fields by heart. */
function Picks({ onPick }: { onPick: (cron: string) => void }) {
  const t = useText();
  return (
    <Stack
      direction="row"
      role="group"
      aria-label={t('scheduleForm.picks')}
      useFlexGap
      flexWrap="wrap"
      spacing={1}
      sx={{ mt: 1 }}
    >
      {Object.entries(PICKS).map(([name, cron]) => (
        <Button
          key={name}
          size="small"
          variant="outlined"
          onClick={() => onPick(cron)}
        >
          {t(`scheduleForm.pick.${name as keyof typeof PICKS}`)}
        </Button>
      ))}
    </Stack>
  );
}
