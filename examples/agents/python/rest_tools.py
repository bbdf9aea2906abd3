"""The tools of the orchestrator over REST: each as it describes itself."""

import json

from langchain_core.tools import StructuredTool

from backstage import request

API = "/api/idp-orchestrator/v1"


def load_tools():
    listed = request("GET", f"{API}/tools")
    return [as_tool(tool) for tool in listed["items"]]


def as_tool(tool):
    def call(**arguments):
        return json.dumps(request("POST", f"{API}/tools/{tool['name']}", arguments))

    return StructuredTool(
        name=tool["name"],
        description=tool["description"],
        args_schema=tool["inputSchema"],
        func=call,
    )
