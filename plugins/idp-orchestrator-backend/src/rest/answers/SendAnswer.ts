import type { Request, Response } from 'express';
import type { AnyCall } from '../../operations/bind';
import type { Orchestrator } from '../../operations/Orchestrator';

/** Sends an answer of its own kind to a call that its contract has checked. */
export type SendAnswer = (
  http: { req: Request; res: Response },
  call: AnyCall,
  uses: { orchestrator: Orchestrator },
) => Promise<void>;
