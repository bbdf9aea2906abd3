import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { FilterText } from '../runs/FilterText';
import { useText } from '../translation';
import { OUTCOMES, type AuditFilter } from './auditFilter';
import { OutcomeLabel } from './OutcomeLabel';

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (part: Partial<AuditFilter>) => void;
}

const WIDTH = { width: { xs: 'calc(50% - 6px)', sm: 144 } };

/** Which entries to show. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const t = useText();
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1.5}
      sx={{ mb: 1.5 }}
    >
      <FilterText
        label={t('audit.who')}
        placeholder="user:default/jane"
        value={filter.initiator}
        onChange={initiator => onChange({ initiator })}
        sx={WIDTH}
      />
      <FilterText
        label={t('audit.act')}
        placeholder="run.start"
        value={filter.act}
        onChange={act => onChange({ act })}
        sx={WIDTH}
      />
      <FilterText
        label={t('audit.subject')}
        value={filter.subject}
        onChange={subject => onChange({ subject })}
        sx={WIDTH}
      />
      <TextField
        select
        size="small"
        label={t('audit.outcome')}
        value={filter.outcome ?? ''}
        onChange={event =>
          onChange({
            outcome: OUTCOMES.find(one => one === event.target.value),
          })
        }
        sx={WIDTH}
      >
        <MenuItem value="">{t('audit.anyOutcome')}</MenuItem>
        {OUTCOMES.map(outcome => (
          <MenuItem key={outcome} value={outcome}>
            <OutcomeLabel outcome={outcome} />
          </MenuItem>
        ))}
      </TextField>
      <FilterText
        label={t('audit.environment')}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
        sx={WIDTH}
      />
      {(['since', 'until'] as const).map(field => (
        <TextField
          key={field}
          type="date"
          size="small"
          label={t(`audit.${field}`)}
          value={filter[field] ?? ''}
          onChange={event =>
            onChange({ [field]: event.target.value || undefined })
          }
          InputLabelProps={{ shrink: true }}
          sx={{ width: { ...WIDTH.width, sm: 154 } }}
        />
      ))}
    </Stack>
  );
}
