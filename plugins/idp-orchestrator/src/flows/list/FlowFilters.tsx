import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FilterBar } from '../../listing/FilterBar';
import { ChoiceChip } from '../../listing/ChoiceChip';
import { SelectFilter } from '../../listing/SelectFilter';
import { shortRef } from '../../people/InitiatorName';
import { useText } from '../../translation';
import { KINDS, RISKS, type FlowFilter } from './flowFilter';

interface FlowFiltersProps {
  /** All of them, whatever is filtered. */
  flows: FlowSummary[];
  filter: FlowFilter;
  onChange: (
    part: Partial<FlowFilter>,
    options?: { replace?: boolean },
  ) => void;
  onClear: () => void;
}

/** What is shown of the flows. */
export function FlowFilters(props: FlowFiltersProps) {
  const t = useText();
  const { flows, filter, onChange, onClear } = props;
  const isChosen = [filter.risks, filter.tags, filter.owners].some(
    ({ length }) => length > 0,
  );
  const tags = valuesOf(flows.flatMap(flow => flow.tags));
  const owners = valuesOf(flows.flatMap(flow => flow.owner ?? []));
  const hasTasks = new Set(flows.map(({ kind }) => kind)).size > 1;
  return (
    <FilterBar>
      <TextField
        size="small"
        type="search"
        label={t('flows.search')}
        value={filter.text}
        onChange={({ target }) =>
          onChange({ text: target.value }, { replace: true })
        }
        sx={{ width: { xs: '100%', sm: 280 } }}
      />
      {hasTasks && (
        <SelectFilter
          label={t('flows.kindLabel')}
          any={t('flows.anyKind')}
          options={KINDS.map(kind => ({
            value: kind,
            text: t(`flows.kind.${kind}`),
          }))}
          value={filter.kind}
          onChange={kind => onChange({ kind })}
        />
      )}
      <ChoiceChip
        many
        label={t('flows.risk')}
        choices={RISKS.map(risk => ({
          value: risk,
          word: t(`risk.${risk}`),
        }))}
        values={filter.risks}
        onChange={risks => onChange({ risks })}
      />
      {tags.length > 0 && (
        <ChoiceChip
          many
          label={t('flows.tags')}
          choices={tags.map(toChoice)}
          values={filter.tags}
          onChange={chosen => onChange({ tags: chosen })}
        />
      )}
      {owners.length > 0 && (
        <ChoiceChip
          many
          label={t('flows.ownerLabel')}
          choices={owners.map(owner => ({
            value: owner,
            word: shortRef(owner),
          }))}
          values={filter.owners}
          onChange={chosen => onChange({ owners: chosen })}
        />
      )}
      {isChosen && (
        <Button size="small" onClick={onClear}>
          {t('flows.clear')}
        </Button>
      )}
    </FilterBar>
  );
}

function toChoice(value: string) {
  return { value, word: value };
}

function valuesOf(all: string[]): string[] {
  return [...new Set(all)].sort((one, other) => one.localeCompare(other));
}
