import { DaysFilter } from '../listing/DaysFilter';
import { FilterBar } from '../listing/FilterBar';
import { SelectFilter } from '../listing/SelectFilter';
import { TextFilter } from '../listing/TextFilter';
import { useEnvironment } from '../services/environment/useEnvironment';
import { useText } from '../translation';
import { ACTS, isKnownAct } from './acts';
import { OUTCOMES, type AuditFilter } from './auditFilter';
import { OutcomeLabel } from './OutcomeLabel';

interface AuditFiltersProps {
  filter: AuditFilter;
  /** References of those who can be chosen; others can be typed. */
  people: string[];
  onChange: (part: Partial<AuditFilter>) => void;
}

/** Which entries to show. */
export function AuditFilters(props: AuditFiltersProps) {
  const { filter, people, onChange } = props;
  const t = useText();
  const { environments } = useEnvironment();
  // One that only a newer backend knows can still be in the address.
  const acts = [...new Set([...Object.keys(ACTS), filter.act ?? []].flat())];
  return (
    <FilterBar>
      <TextFilter
        label={t('audit.who')}
        placeholder="user:default/jane"
        suggestions={people}
        value={filter.initiator}
        onChange={initiator => onChange({ initiator })}
      />
      <SelectFilter
        label={t('audit.act')}
        any={t('audit.anyAct')}
        options={acts.map(act => ({
          value: act,
          text: isKnownAct(act) ? t(`audit.acts.${ACTS[act]}.label`) : act,
        }))}
        value={filter.act}
        onChange={act => onChange({ act })}
      />
      <TextFilter
        label={t('audit.subject')}
        placeholder={t('audit.subjectHint')}
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
      <SelectFilter
        label={t('audit.environment')}
        any={t('audit.anyEnvironment')}
        options={environments.map(({ name, title }) => ({
          value: name,
          text: title,
        }))}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
      />
      <DaysFilter days={filter} onChange={onChange} />
    </FilterBar>
  );
}
