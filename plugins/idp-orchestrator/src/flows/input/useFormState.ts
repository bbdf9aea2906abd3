import { useCallback, useMemo, useState } from 'react';
import { useText } from '../../translation';
import type { FieldProblem, FormState } from './fields/FormContext';
import type { InputFormProps } from './InputFormProps';
import { checkValue } from './schema/checkValue';
import { deepestOf } from './schema/deepestOf';
import { nameOf } from './schema/JsonSchema';
import { tellExpected } from './schema/tellExpected';
import { useMatches } from './useMatches';

/** What is wrong with a name that somebody gave, and not with what it stands for. */
const OF_NAMES = new Set(['propertyNames', 'additionalProperties']);

interface InputForm {
  state: FormState;
  /** How many values do not fit, at the least. */
  wrong: number;
  /** How often somebody tried to send it as it could not be. */
  attempts: number;
  /** Whether it can be sent; if not everything that does not fit is shown from now on. */
  trySend: () => boolean;
}

/** What the fields of a form share, and whether it can be sent; the input is checked at each change. */
export function useFormState({
  schema,
  input,
  problems: told,
  disabled,
  optionTitle,
}: Pick<
  InputFormProps,
  'schema' | 'input' | 'problems' | 'disabled' | 'optionTitle'
>): InputForm {
  const t = useText();
  const matches = useMatches(schema);
  const [choices, setChoice] = useChoices();
  const [blocked, setBlocked] = useBlocked();
  const [attempts, setAttempts] = useState(0);

  const findings = useMemo(
    () => checkValue(schema, input, { root: schema, matches, choices }),
    [schema, input, matches, choices],
  );
  const deepest = useMemo(() => deepestOf(schema), [schema]);
  const problems = useMemo<FieldProblem[]>(
    () => [
      ...findings.map(finding => ({
        at: nameOf(finding.path),
        text: t('expected.because', { expected: tellExpected(finding, t) }),
        ofName: OF_NAMES.has(finding.keyword),
      })),
      ...told.map(({ path, expected, got }) => ({
        at: path,
        text: t('form.problem', { expected, got }),
        ofBackend: true,
      })),
    ],
    [findings, told, t],
  );
  const state = useMemo<FormState>(
    () => ({
      root: schema,
      deepest,
      disabled,
      isSent: attempts > 0,
      problems,
      matches,
      optionTitle,
      setChoice,
      setBlocked,
    }),
    [
      schema,
      deepest,
      disabled,
      attempts,
      problems,
      matches,
      optionTitle,
      setChoice,
      setBlocked,
    ],
  );
  const wrong = findings.length + blocked.size;
  const trySend = () => {
    if (wrong === 0) return true;
    setAttempts(times => times + 1);
    return false;
  };
  return { state, wrong, attempts, trySend };
}

function useChoices() {
  const [choices, setChoices] = useState<ReadonlyMap<string, number>>(
    () => new Map(),
  );
  const setChoice = useCallback(
    (name: string, way: number | undefined) =>
      setChoices(old => {
        if (old.get(name) === way) return old;
        const next = new Map(old);
        if (way === undefined) next.delete(name);
        else next.set(name, way);
        return next;
      }),
    [],
  );
  return [choices, setChoice] as const;
}

function useBlocked() {
  const [blocked, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const setBlocked = useCallback(
    (id: string, isBlocked: boolean) =>
      setIds(old => {
        if (old.has(id) === isBlocked) return old;
        const next = new Set(old);
        if (isBlocked) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  return [blocked, setBlocked] as const;
}
