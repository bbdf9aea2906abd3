"""The same as tools over Windmill's API, for agents that were written for it."""

import json

from langchain_core.tools import tool

from backstage import request

JOBS = "/api/w/idp/jobs"


@tool
def run_flow(path: str, arguments: dict) -> str:
    """Start the flow at a path such as f/idp/bootstrap-platform; returns the id of the job."""
    return json.dumps(request("POST", f"{JOBS}/run/f/{path}", arguments))


@tool
def get_result(job: str) -> str:
    """Tell whether a job has completed, and its result then."""
    return json.dumps(request("GET", f"{JOBS}_u/completed/get_result_maybe/{job}"))


def load_tools():
    return [run_flow, get_result]
