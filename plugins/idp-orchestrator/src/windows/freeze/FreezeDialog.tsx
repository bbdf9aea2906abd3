import { useState } from 'react';
import Typography from '@mui/material/Typography';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { useToast } from '../../notice/useToast';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { formatMoment } from '../formatSpan';
import { useWindowWords } from '../useWindowWords';
import { FreezeFields } from './FreezeFields';
import {
  isEnd,
  QUICK_ENDS,
  toField,
  toRequest,
  type FreezeValues,
} from './freezeValues';

interface FreezeDialogProps {
  onClose: () => void;
  onDone: () => void;
}

/** Asks what is to be frozen, until when and why, says in a sentence what that does, and does it. */
export function FreezeDialog({ onClose, onDone }: FreezeDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const { titleOf } = useWindowWords();
  const { environment, environments } = useEnvironment();
  const known = environments.map(({ name }) => name);
  const [values, setValues] = useState<FreezeValues>(() => ({
    environments: [environment ?? known.at(0) ?? []].flat(),
    until: toField(QUICK_ENDS.hour(Date.now())),
    running: 'finish',
    risk: 'low',
  }));
  const isReady =
    values.environments.length > 0 && isEnd(values.until, Date.now());
  const titles = values.environments.map(titleOf).join(', ');
  return (
    <ReasonDialog
      title={t('windows.freeze.title')}
      effect={t('windows.freeze.about')}
      confirm={t('windows.freeze.confirm')}
      back={t('windows.freeze.back')}
      blocked={!isReady}
      summary={<Effect values={values} isReady={isReady} titles={titles} />}
      onClose={onClose}
      onSend={async reason => {
        await api.createWindow(toRequest(values, reason));
        toast({ text: t('windows.freeze.done', { environments: titles }) });
        onDone();
      }}
    >
      <FreezeFields
        values={values}
        known={known}
        onChange={part => setValues(old => ({ ...old, ...part }))}
      />
    </ReasonDialog>
  );
}

interface EffectProps {
  values: FreezeValues;
  isReady: boolean;
  titles: string;
}

/** What the freeze will do, in one sentence. */
function Effect({ values, isReady, titles }: EffectProps) {
  const t = useText();
  const language = useLanguage();
  return (
    <Typography variant="body2" role="status" sx={{ fontWeight: 600 }}>
      {isReady
        ? t(`windows.freeze.effect.${values.running}`, {
            changes: t(`windows.changes.${values.risk}`),
            environments: titles,
            until: formatMoment(values.until, language),
          })
        : t('windows.freeze.incomplete')}
    </Typography>
  );
}
