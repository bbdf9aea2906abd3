import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ChoiceChip, type Choice } from '../listing/ChoiceChip';
import { DaysFilter } from '../listing/DaysFilter';
import { FilterBar } from '../listing/FilterBar';
import { FilterChip } from '../listing/FilterChip';
import { TextFilter } from '../listing/TextFilter';
import { shortRef } from '../people/InitiatorName';
import { useEnvironment } from '../services/environment/useEnvironment';
import { StateLabel } from '../state/StateLabel';
import { useText } from '../translation';
import { FILTER_STATUSES, type RunFilter } from './runFilter';
import { useFlowChoices, useServiceChoices } from './useKnownChoices';

interface RunFiltersProps {
  filter: RunFilter;
  onChange: (part: Partial<RunFilter>) => void;
  /** Those on the page: who started them, and where, can be chosen. */
  runs: RunSummary[];
  /** The reader, as an entity reference. */
  me?: string;
}

/** Which runs to show: known choices as chips, and a box for all else. */
export function RunFilters({ filter, onChange, runs, me }: RunFiltersProps) {
  const t = useText();
  return (
    <FilterBar>
      <TextFilter
        label={t('runs.text')}
        value={filter.text}
        onChange={text => onChange({ text })}
      />
      <ChoiceChip
        many
        label={t('runs.status')}
        choices={FILTER_STATUSES.map(status => ({
          value: status,
          word: t(`state.${status}`),
          text: <StateLabel status={status} />,
        }))}
        values={filter.statuses}
        onChange={statuses => onChange({ statuses })}
      />
      <EnvironmentChip filter={filter} onChange={onChange} runs={runs} />
      <FlowChip filter={filter} onChange={onChange} />
      <ServiceChip filter={filter} onChange={onChange} />
      <ChoiceChip
        label={t('runs.startedBy')}
        choices={listPeople(runs, filter, me).map(ref => ({
          value: ref,
          word: ref === me ? t('runs.me') : shortRef(ref),
        }))}
        values={valuesOf(filter.initiator)}
        onChange={([initiator]) => onChange({ initiator })}
        none={t('runs.noChoice')}
      />
      <DaysChip filter={filter} onChange={onChange} />
      {filter.open && (
        <FilterChip
          label={t('runs.open')}
          chosen={t('runs.openChosen')}
          onClear={() => onChange({ open: false })}
        >
          {() => null}
        </FilterChip>
      )}
    </FilterBar>
  );
}

type OneChipProps = Pick<RunFiltersProps, 'filter' | 'onChange'>;

function EnvironmentChip(props: OneChipProps & Pick<RunFiltersProps, 'runs'>) {
  const { filter, onChange, runs } = props;
  const t = useText();
  const { environments: known } = useEnvironment();
  const seen = runs
    .map(({ environment }) => environment)
    .filter(name => !known.some(one => one.name === name));
  const choices: Choice<string>[] = [
    ...known.map(({ name, title }) => ({ value: name, word: title })),
    ...[...new Set(seen)].map(name => ({ value: name, word: name })),
  ];
  return (
    <ChoiceChip
      label={t('runs.environment')}
      choices={choices}
      values={valuesOf(filter.environment)}
      onChange={([environment]) => onChange({ environment })}
      none={t('runs.noChoice')}
    />
  );
}

function FlowChip({ filter, onChange }: OneChipProps) {
  const t = useText();
  const { choices, ask } = useFlowChoices(filter.flow);
  return (
    <ChoiceChip
      label={t('runs.flow')}
      choices={choices}
      values={valuesOf(filter.flow)}
      onChange={([flow]) => onChange({ flow })}
      onOpen={ask}
      none={t('runs.noChoice')}
    />
  );
}

function ServiceChip({ filter, onChange }: OneChipProps) {
  const t = useText();
  const { choices, ask } = useServiceChoices(filter);
  return (
    <ChoiceChip
      label={t('runs.service')}
      choices={choices}
      values={valuesOf(filter.service)}
      onChange={([service]) => onChange({ service })}
      onOpen={ask}
      none={t('runs.noChoice')}
    />
  );
}

function DaysChip({ filter, onChange }: OneChipProps) {
  const t = useText();
  const { since, until } = filter;
  const chosen =
    since || until ? `${since ?? '…'} – ${until ?? '…'}` : undefined;
  return (
    <FilterChip
      kind="panel"
      label={t('runs.days')}
      chosen={chosen}
      onClear={() => onChange({ since: undefined, until: undefined })}
    >
      {() => <DaysFilter days={filter} onChange={onChange} />}
    </FilterChip>
  );
}

function valuesOf(value: string | undefined): string[] {
  return value ? [value] : [];
}

/** The reader first, then whoever started what is on the page. */
function listPeople(
  runs: RunSummary[],
  { initiator }: RunFilter,
  me: string | undefined,
): string[] {
  const seen = runs.map(run => run.initiator.ref);
  return [
    ...new Set([me, initiator, ...seen].filter(ref => ref !== undefined)),
  ];
}
