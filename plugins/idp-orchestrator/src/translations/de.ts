import { createTranslationMessages } from '@backstage/core-plugin-api/alpha';
import type { messages } from '../messages';
import { idpOrchestratorTranslationRef } from '../translation';
import { auditTexts } from './de/audit';
import { catalogTexts } from './de/catalog';
import { compareTexts } from './de/compare';
import { flowsTexts } from './de/flows';
import { frameTexts } from './de/frame';
import { generalTexts } from './de/general';
import { inputTexts } from './de/input';
import { insightsTexts } from './de/insights';
import { overviewTexts } from './de/overview';
import { problemsTexts } from './de/problems';
import { runTexts } from './de/run';
import { runsTexts } from './de/runs';
import { scheduleFormTexts } from './de/scheduleForm';
import { scheduleWeekTexts } from './de/scheduleWeek';
import { schedulesTexts } from './de/schedules';
import { servicesTexts } from './de/services';
import { windowsTexts } from './de/windows';
import { flattenTexts } from './flattenTexts';
import type { Texts } from './Texts';

const texts: Texts<typeof messages> = {
  ...generalTexts,
  ...frameTexts,
  ...flowsTexts,
  ...inputTexts,
  ...runTexts,
  ...runsTexts,
  ...servicesTexts,
  ...overviewTexts,
  ...problemsTexts,
  ...insightsTexts,
  ...auditTexts,
  ...catalogTexts,
  ...compareTexts,
  ...windowsTexts,
  ...schedulesTexts,
  ...scheduleFormTexts,
  ...scheduleWeekTexts,
};

/** The German texts. A text that is missing is an error of its type. */
export default createTranslationMessages({
  ref: idpOrchestratorTranslationRef,
  messages: flattenTexts(texts),
});
