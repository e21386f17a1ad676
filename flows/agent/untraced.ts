import { BaseCallbackHandler } from '@langchain/core/callbacks/base';

/**
 * Holds the place of the library's tracer. LangChain adds its own, which sends every conversation to LangSmith, when
 * the environment says so (LANGSMITH_TRACING, LANGCHAIN_TRACING_V2 …) and no handler of this name is there yet. No shop
 * has agreed to that third party, so this one is always there, and silent.
 */
class SilentTracer extends BaseCallbackHandler {
  override name = 'langchain_tracer';

  updateFromRunTree(): void {}

  /** What the library puts a run's own configuration into; nothing of it is sent anywhere. */
  getRunTreeWithTracingConfig(): { extra: object } {
    return { extra: {} };
  }
}

/** Callbacks for a run that is never traced, whatever the environment says. */
export const UNTRACED: BaseCallbackHandler[] = [new SilentTracer()];
