import type { TellWrong } from './fieldProblems';
import type { ScheduleValues } from './scheduleValues';

/** What a group of fields of the form is given. */
export interface FieldsProps {
  values: ScheduleValues;
  wrong: TellWrong;
  onChange: (part: Partial<ScheduleValues>) => void;
}
