"""An assistant for the platform in Python: plain LangChain tools over HTTP.

    python examples/agents/python/assistant.py rest "check the health of all platform services"
    python examples/agents/python/assistant.py windmill
"""

import json
import sys
import time

from langchain_core.messages import HumanMessage
from langchain_core.tools import tool

import rest_tools
import windmill_tools
from scripted_model import ScriptedModel

QUESTIONS = [
    "bootstrap the platform",
    "check the health of all platform services",
    "restart Backstage and check if it is running",
]
DOORS = {"rest": rest_tools, "windmill": windmill_tools}


@tool
def wait(seconds: float) -> str:
    """Wait, for example for as long as a run says until you ask again."""
    time.sleep(seconds)
    return json.dumps({"waited": seconds})


def ask(question, model, tools):
    """Calls tools for as long as the model wants it, and returns what it says then."""
    by_name = {tool.name: tool for tool in tools}
    bound = model.bind_tools(tools)
    messages = [HumanMessage(question)]
    while True:
        answer = bound.invoke(messages)
        messages.append(answer)
        if not answer.tool_calls:
            return answer.content
        for call in answer.tool_calls:
            print(" ", call["name"], json.dumps(call["args"]))
            messages.append(by_name[call["name"]].invoke({**call, "type": "tool_call"}))


def main(door="rest", *questions):
    tools = [*DOORS[door].load_tools(), wait]
    # A real model: `pip install langchain-anthropic`, and here
    # `model = ChatAnthropic(model="claude-sonnet-4-5")`
    model = ScriptedModel(door=door)
    for question in questions or QUESTIONS:
        print(ask(question, model, tools))


if __name__ == "__main__":
    main(*sys.argv[1:])
