import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FilterBar } from '../../listing/FilterBar';
import { ManyFilter } from '../../listing/ManyFilter';
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

/** What is shown of the flows; what is chosen stands below as chips that take it away again. */
export function FlowFilters(props: FlowFiltersProps) {
  const t = useText();
  const { flows, filter, onChange } = props;
  const tags = valuesOf(flows.flatMap(flow => flow.tags));
  const owners = valuesOf(flows.flatMap(flow => flow.owner ?? []));
  const hasTasks = new Set(flows.map(({ kind }) => kind)).size > 1;
  return (
    <>
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
        <ManyFilter
          label={t('flows.risk')}
          options={RISKS.map(risk => ({
            value: risk,
            word: t(`risk.${risk}`),
            text: t(`risk.${risk}`),
          }))}
          values={filter.risks}
          onChange={risks => onChange({ risks })}
        />
        {tags.length > 0 && (
          <ManyFilter
            label={t('flows.tags')}
            options={tags.map(toOption)}
            values={filter.tags}
            onChange={chosen => onChange({ tags: chosen })}
          />
        )}
        {owners.length > 0 && (
          <ManyFilter
            label={t('flows.ownerLabel')}
            options={owners.map(owner => ({
              value: owner,
              word: shortRef(owner),
              text: shortRef(owner),
            }))}
            values={filter.owners}
            onChange={chosen => onChange({ owners: chosen })}
          />
        )}
      </FilterBar>
      <ChosenFilters {...props} />
    </>
  );
}

function ChosenFilters({ filter, onChange, onClear }: FlowFiltersProps) {
  const t = useText();
  const { tags, owners, risks } = filter;
  const without = <T,>(all: T[], one: T) => all.filter(other => other !== one);
  const chips = [
    ...risks.map(risk => ({
      word: t(`risk.${risk}`),
      remove: () => onChange({ risks: without(risks, risk) }),
    })),
    ...tags.map(tag => ({
      word: tag,
      remove: () => onChange({ tags: without(tags, tag) }),
    })),
    ...owners.map(owner => ({
      word: shortRef(owner),
      remove: () => onChange({ owners: without(owners, owner) }),
    })),
  ];
  if (chips.length === 0) return null;
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1}
      sx={{ mb: 2, alignItems: 'center' }}
    >
      {chips.map(({ word, remove }) => (
        <Chip
          key={word}
          size="small"
          label={word}
          onDelete={remove}
          sx={{ m: 0 }}
        />
      ))}
      <Button size="small" onClick={onClear}>
        {t('flows.clear')}
      </Button>
    </Stack>
  );
}

function toOption(value: string) {
  return { value, word: value, text: value };
}

function valuesOf(all: string[]): string[] {
  return [...new Set(all)].sort((one, other) => one.localeCompare(other));
}
