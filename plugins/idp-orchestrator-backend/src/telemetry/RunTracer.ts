import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  withSpanIds,
  type SpanIds,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Span,
  type SpanContext,
  type SpanOptions,
} from '@opentelemetry/api';

/** A span that is over when it is made, with the ids that it must have. */
export interface PastSpan extends SpanOptions {
  ids: SpanIds;
  name: string;
  /** The span that it is part of; the root of the trace when absent. */
  parent?: SpanIds;
  startTime: Date;
  endTime: Date;
  /** The failure; absent when nothing went wrong. */
  failure?: string;
}

/**
 * Makes spans whose ids are known before. It does not go through Backstage's
 * tracing service: its spans begin and end now, in this process, with ids by
 * chance.
 */
export class RunTracer {
  #warned = false;

  constructor(private readonly logger: LoggerService) {}

  /**
   * Makes the context by which others refer to a span, with what the sampler
   * says of its trace. Undefined when there is no tracer provider, or one that
   * makes ids of its own.
   */
  refer(ids: SpanIds): SpanContext | undefined {
    // Never ended, so never sent; samplers that can be asked twice say the same.
    const asked = start({ ids, name: 'run', root: true });
    const found = asked.spanContext();
    if (!isSpanContextValid(found)) return undefined;
    const { traceId, spanId } = found;
    if (traceId === ids.traceId && spanId === ids.spanId) return found;
    this.#warnOnce();
    return undefined;
  }

  record({ parent, endTime, failure, ...options }: PastSpan): void {
    const above = this.refer(parent ?? options.ids);
    if (!above) return;
    const span = start({ ...options, root: !parent }, above);
    if (failure !== undefined) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    }
    span.end(endTime);
  }

  #warnOnce(): void {
    if (this.#warned) return;
    this.#warned = true;
    this.logger.warn(
      'Runs are not traced: the tracer provider makes ids of its own. Give it the idGenerator runSpanIds of @idp/backstage-plugin-idp-orchestrator-node',
    );
  }
}

function start(
  { ids, name, ...options }: Pick<PastSpan, 'ids' | 'name'> & SpanOptions,
  above?: SpanContext,
): Span {
  const context = above
    ? trace.setSpanContext(ROOT_CONTEXT, { ...above, isRemote: true })
    : ROOT_CONTEXT;
  // Of whatever provider there is now: one may be registered late.
  const tracer = trace.getTracer('backstage-plugin-idp-orchestrator');
  return withSpanIds(ids, () => tracer.startSpan(name, options, context));
}
