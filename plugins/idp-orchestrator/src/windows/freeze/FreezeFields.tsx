import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { useWindowWords } from '../useWindowWords';
import { FreezeEndField } from './FreezeEndField';
import type { FreezeValues } from './freezeValues';

const RISKS: readonly Risk[] = ['low', 'medium', 'high', 'critical'];
const RUNNING = ['finish', 'hold'] as const;

interface FreezeFieldsProps {
  values: FreezeValues;
  /** The environments to choose from. */
  known: string[];
  onChange: (part: Partial<FreezeValues>) => void;
}

/** Where, until when, and what is frozen. */
export function FreezeFields({ values, known, onChange }: FreezeFieldsProps) {
  const t = useText();
  const { titleOf } = useWindowWords();
  const toggle = (name: string) =>
    onChange({
      environments: known.filter(
        one => values.environments.includes(one) !== (one === name),
      ),
    });
  return (
    <>
      <FormControl component="fieldset">
        <FormLabel component="legend">
          {t('windows.freeze.environments')}
        </FormLabel>
        <FormGroup row>
          {known.map(name => (
            <FormControlLabel
              key={name}
              label={titleOf(name)}
              control={
                <Checkbox
                  checked={values.environments.includes(name)}
                  onChange={() => toggle(name)}
                />
              }
            />
          ))}
        </FormGroup>
      </FormControl>
      <FreezeEndField
        until={values.until}
        onChange={until => onChange({ until })}
      />
      <TextField
        select
        fullWidth
        label={t('windows.freeze.risk')}
        value={values.risk}
        onChange={({ target }) => onChange({ risk: target.value as Risk })}
      >
        {RISKS.map(risk => (
          <MenuItem key={risk} value={risk}>
            {t(`windows.changes.${risk}`)}
          </MenuItem>
        ))}
      </TextField>
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('windows.freeze.running')}</FormLabel>
        <RadioGroup
          value={values.running}
          onChange={({ target }) =>
            onChange({ running: target.value as FreezeValues['running'] })
          }
        >
          {RUNNING.map(running => (
            <FormControlLabel
              key={running}
              value={running}
              label={t(`windows.running.${running}`)}
              control={<Radio />}
            />
          ))}
        </RadioGroup>
      </FormControl>
    </>
  );
}
