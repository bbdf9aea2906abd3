import { createContext, useContext, useEffect, useId } from 'react';
import type { CheckOptions } from '../schema/Place';
import { nameOf, type JsonSchema, type Path } from '../schema/JsonSchema';

/** Something that does not fit, in words, at its place. */
export interface FieldProblem {
  /** The place, as {@link nameOf} names it. */
  at: string;
  text: string;
  /** About the name of a field that somebody gave it, not about what is in it. */
  ofName?: boolean;
  /** The backend said it, so it is shown whoever has touched the field. */
  ofBackend?: boolean;
}

/** What all fields of a form share. */
export interface FormState {
  root: JsonSchema;
  /** Parts within parts that there are fields for; below that there is JSON. */
  deepest: number;
  disabled: boolean;
  /** Whether somebody tried to send it: then everything that does not fit is shown. */
  isSent: boolean;
  problems: FieldProblem[];
  matches: CheckOptions['matches'];
  optionTitle?: (at: string, value: unknown) => string | undefined;
  /** Says which of several ways is chosen; the one that was when it returns what undoes it. */
  setChoice: (name: string, way: number | undefined) => void;
  /** Keeps the form from being sent while something in it is no value. */
  setBlocked: (id: string, isBlocked: boolean) => void;
}

export const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (!form) throw new Error('A field has to be in a form');
  return form;
}

interface ProblemsOptions {
  /** Those of all that is in it, too: where a field shows all of it. */
  deep?: boolean;
  ofName?: boolean;
  isTouched: boolean;
}

/** What is shown to be wrong at a place: as soon as its field was left, or the form was to be sent. */
export function useProblems(path: Path, options: ProblemsOptions): string[] {
  const { problems, isSent } = useForm();
  const { deep = false, ofName = false, isTouched } = options;
  const name = nameOf(path);
  return problems
    .filter(problem => (problem.ofName === true) === ofName)
    .filter(({ ofBackend }) => isTouched || isSent || ofBackend)
    .flatMap(({ at, text }) => {
      if (at === name) return [text];
      const isWithin = deep && at.startsWith(`${name}.`);
      return isWithin ? [`${at.slice(name.length + 1)}: ${text}`] : [];
    });
}

/** Keeps the form from being sent as long as `isBlocked`. */
export function useBlock(isBlocked: boolean): void {
  const id = useId();
  const { setBlocked } = useForm();
  useEffect(() => {
    setBlocked(id, isBlocked);
    return () => setBlocked(id, false);
  }, [id, isBlocked, setBlocked]);
}
