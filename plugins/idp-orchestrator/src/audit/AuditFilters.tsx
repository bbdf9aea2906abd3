import { DaysFilter } from '../listing/DaysFilter';
import { FilterBar } from '../listing/FilterBar';
import { SelectFilter } from '../listing/SelectFilter';
import { TextFilter } from '../listing/TextFilter';
import { useText } from '../translation';
import { OUTCOMES, type AuditFilter } from './auditFilter';
import { OutcomeLabel } from './OutcomeLabel';

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (part: Partial<AuditFilter>) => void;
}

/** Which entries to show. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const t = useText();
  return (
    <FilterBar>
      <TextFilter
        label={t('audit.who')}
        placeholder="user:default/jane"
        value={filter.initiator}
        onChange={initiator => onChange({ initiator })}
      />
      <TextFilter
        label={t('audit.act')}
        placeholder="run.start"
        value={filter.act}
        onChange={act => onChange({ act })}
      />
      <TextFilter
        label={t('audit.subject')}
        value={filter.subject}
        onChange={subject => onChange({ subject })}
      />
      <SelectFilter
        label={t('audit.outcome')}
        any={t('audit.anyOutcome')}
        options={OUTCOMES.map(outcome => ({
          value: outcome,
          text: <OutcomeLabel outcome={outcome} />,
        }))}
        value={filter.outcome}
        onChange={outcome => onChange({ outcome })}
      />
      <TextFilter
        label={t('audit.environment')}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
      />
      <DaysFilter days={filter} onChange={onChange} />
    </FilterBar>
  );
}
