import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { ownTimeZone } from '../../windows/formatSpan';
import { FLOW_FIELD } from '../useScheduleLink';
import { NO_VALUES } from './scheduleValues';
import { ScheduleForm } from './ScheduleForm';

/** The form for a new schedule, of the flow that the address names if it names one. */
export function NewSchedulePage() {
  const t = useText();
  usePageTitle(t('scheduleForm.new'));
  const [query] = useSearchParams();
  const { environment = '' } = useEnvironment();
  const [begin] = useState(() => ({
    values: { ...NO_VALUES, timezone: ownTimeZone() },
    what: { flow: query.get(FLOW_FIELD) ?? '', input: {}, environment },
  }));
  return <ScheduleForm title={t('scheduleForm.new')} begin={begin} />;
}
