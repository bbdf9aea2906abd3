import type { FormEvent } from 'react';
import { FORM_ACTIONS, type FormAction } from '../createRequest';

/** Reads which of the form's buttons was pressed; each has its action as its value. */
export function readPressed(event: FormEvent): FormAction | undefined {
  const { submitter } = event.nativeEvent as SubmitEvent;
  const pressed = (submitter as HTMLButtonElement | null)?.value;
  return FORM_ACTIONS.find(name => name === pressed);
}
