"""The tools of an agent that was written for Windmill, as it has them: the
snippet below stands in it word for word, for LangChain 0.3. Variables say where
and as whom:

    export WINDMILL_TOKEN="$(cat .data/api-token)"
    export WINDMILL_BASE_URL="http://localhost:7007"
    pip install -r examples/agents/python/requirements-original.txt
    python examples/agents/python/original_tools.py platform_operations '{"operation": "health"}'
"""

import json
import os
import sys
import time
import urllib.request


def request(method, path, body=None):
    message = urllib.request.Request(
        f"{os.environ['WINDMILL_BASE_URL']}/api/w/idp/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['WINDMILL_TOKEN']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(message) as answer:
        return answer.read().decode()


def call_windmill_flow(path, config):
    job = request("POST", f"jobs/run/{path}", config)
    while True:
        found = json.loads(request("GET", f"jobs_u/completed/get_result_maybe/{job}"))
        if found["completed"]:
            return found["result"]
        time.sleep(0.5)


# fmt: off
# Example LangChain tool integration
from langchain.tools import Tool

def create_windmill_tools():
    return [
        Tool(
            name="bootstrap_platform",
            description="Bootstrap complete IDP platform",
            func=lambda config: call_windmill_flow(
                "f/idp/bootstrap-platform", 
                json.loads(config)
            )
        ),
        Tool(
            name="platform_operations",
            description="Start, stop, restart, or check platform status",
            func=lambda config: call_windmill_flow(
                "f/idp/platform-operations",
                json.loads(config)
            )
        )
    ]
# fmt: on


if __name__ == "__main__":
    name, config = sys.argv[1:]
    [wanted] = [tool for tool in create_windmill_tools() if tool.name == name]
    print(json.dumps(wanted.invoke(config)))
