import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, ToolMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { TurnFacts } from './facts.ts';
import { type Answered, nextCall } from './plan.ts';

/**
 * A chat model without a network: it drives the same agent, tools and limits as any other, from what the offline reader
 * understood. It never writes a sentence; code has its own.
 */
export class RulesModel extends BaseChatModel {
  private readonly facts: TurnFacts;

  constructor(facts: TurnFacts) {
    super({});
    this.facts = facts;
  }

  override _llmType(): string {
    return 'rules';
  }

  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const answered = messages.filter((message) => ToolMessage.isInstance(message)).map(answeredBy);
    const call = nextCall(this.facts, answered);
    const toolCalls = call ? [{ ...call, id: `rules${answered.length}`, type: 'tool_call' as const }] : [];
    return { generations: [{ text: '', message: new AIMessage({ content: '', tool_calls: toolCalls }) }] };
  }
}

function answeredBy(message: ToolMessage): Answered {
  return { name: message.name ?? '', facts: factsIn(message.text) };
}

/** A refusal comes back as a sentence: no facts. */
function factsIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
