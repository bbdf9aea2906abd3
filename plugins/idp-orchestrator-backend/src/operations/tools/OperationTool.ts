import type { Tool } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { lazy } from '../../waiting/lazy';
import { readChecked } from '../../problems/badInput';
import { toToolSchema } from './toToolSchema';

interface ToolTerms<Shape extends z.ZodRawShape, I, A> {
  name: string;
  title: string;
  /** The description for the agent: when to use it, and what comes back. */
  description: string;
  /** The fields that an agent fills in, which need not be those of a route. */
  input: Shape;
  /** The effect that it has on the world; `look` changes nothing. */
  effect: 'look' | 'change' | 'harm';
  idempotent?: boolean;
  /** Converts what the agent gave into the input of the operation. */
  toInput(given: z.output<z.ZodObject<Shape>>): I;
  /**
   * Converts the answer of the operation into that of the tool; they are the
   * same when absent.
   */
  toAnswer?(answer: A, given: z.output<z.ZodObject<Shape>>): object;
}

/** The tool by which an operation is offered to agents. */
export interface OperationTool<I, A> extends Omit<Tool, 'inputSchema'> {
  /** Gives the JSON Schema (draft 7) of the input, which is made when it is wanted. */
  getInputSchema(): Tool['inputSchema'];
  /**
   * Checks what an agent gave, and does it with `perform`.
   *
   * @throws InputError listing every problem
   */
  use(
    given: Record<string, unknown>,
    perform: (input: I) => Promise<A>,
  ): Promise<object>;
}

/** Makes the tool of an operation, whose input is checked and described by its fields. */
export function defineTool<Shape extends z.ZodRawShape, I, A>(
  terms: ToolTerms<Shape, I, A>,
): OperationTool<I, A> {
  const { name, title, description, effect } = terms;
  const schema = z.strictObject(terms.input);
  return {
    name,
    title,
    description,
    getInputSchema: lazy(() => toToolSchema(schema)),
    readOnly: effect === 'look',
    destructive: effect === 'harm',
    idempotent: terms.idempotent ?? effect === 'look',
    async use(given, perform) {
      const checked = readChecked<z.output<typeof schema>>(
        schema as z.ZodType<z.output<typeof schema>>,
        given,
        `The input of ${name}`,
      );
      const answer = await perform(terms.toInput(checked));
      return terms.toAnswer?.(answer, checked) ?? Object(answer);
    },
  };
}
