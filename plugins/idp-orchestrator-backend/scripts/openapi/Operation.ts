import type { z } from 'zod';
import type { AnswerName, RequestName } from './schemas';

/** One route, as the document tells it. */
export interface Operation {
  method: 'get' | 'post';
  /** As Express has it, below `/v1`. */
  path: string;
  tag: string;
  id: string;
  summary: string;
  /** Names of permissions without their `idpOrchestrator.`. */
  permission?: string;
  /** Whether it is asked without a token. */
  isOpen?: true;
  query?: z.ZodType;
  body?: RequestName;
  /** 201 where something is made. */
  status?: 200 | 201;
  answer?: AnswerName;
  /** Other kinds of answers than JSON. */
  media?: Record<string, string>;
}
