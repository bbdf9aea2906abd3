import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage } from '@langchain/core/messages';
import { planFor } from './plans.mjs';

/** A chat model that follows a plan instead of thinking. */
export class ScriptedModel extends BaseChatModel {
  #plan;
  #calls = 0;

  constructor() {
    super({});
  }

  _llmType() {
    return 'scripted';
  }

  bindTools() {
    return this;
  }

  async _generate(messages) {
    const last = messages.at(-1);
    const isQuestion = last.getType() === 'human';
    if (isQuestion) this.#plan = planFor(last.text);
    const { done, value } = this.#plan.next(
      isQuestion ? undefined : readAnswer(last),
    );
    const message = done
      ? new AIMessage(value)
      : new AIMessage({
          content: '',
          tool_calls: [{ ...value, id: `call-${(this.#calls += 1)}` }],
        });
    return { generations: [{ message, text: message.text }] };
  }
}

/** Every tool of the orchestrator answers with JSON, unless it refuses. */
function readAnswer({ text, status }) {
  if (status === 'error') throw new Error(text);
  const answer = JSON.parse(text);
  // The adapters put what MCP has as data beside its text.
  return answer.structuredContent ?? answer;
}
