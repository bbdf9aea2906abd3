"""A chat model that follows a plan instead of thinking."""

import json
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from plans import plan_for


class ScriptedModel(BaseChatModel):
    door: str
    plan: Any = None

    @property
    def _llm_type(self):
        return "scripted"

    def bind_tools(self, tools, **kwargs):
        return self

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        last = messages[-1]
        if isinstance(last, HumanMessage):
            self.plan = plan_for(last.content, self.door)
            answer = None
        else:
            answer = json.loads(last.content)
        message = self.next_message(answer, len(messages))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def next_message(self, answer, number):
        try:
            name, arguments = self.plan.send(answer)
        except StopIteration as over:
            return AIMessage(over.value)
        call = {"name": name, "args": arguments, "id": f"call-{number}"}
        return AIMessage("", tool_calls=[call])
