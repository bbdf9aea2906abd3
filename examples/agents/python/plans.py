"""What a model would decide, written down: so the programs run, and are
tested, without any model. Each plan asks for calls of tools by `yield` and
gets what they answered; what it returns is said to the person."""

WAIT_SECONDS = 1


def follow(started):
    while True:
        run = yield "wait-for-run", {"runId": started["id"]}
        if run["ended"] not in ("limit", "step-failed"):
            return run


def try_and_do(tool, arguments, dry_run):
    """First tried out, then done, with the same input."""
    rehearsal = yield from follow((yield tool, {**arguments, dry_run: True}))
    if rehearsal["status"] != "succeeded":
        return rehearsal
    return (yield from follow((yield tool, arguments)))


def bootstrap():
    arguments = {"platform_name": "Agents", "reason": "Asked for a platform"}
    run = yield from try_and_do("run-bootstrap-platform", arguments, "dry_run")
    return run["output"]["summary"]


def check_health():
    health = yield "get-platform-health", {"refresh": True}
    services = [f"{one['title']} is {one['status']}" for one in health["services"]]
    return (
        f"The platform is {health['status']} ({health['score']} of 100): "
        f"{', '.join(services)}."
    )


def restart_backstage():
    arguments = {
        "operation": "restart",
        "services": ["backstage"],
        "reason": "Asked to restart Backstage",
    }
    run = yield from try_and_do("operate-services", arguments, "dryRun")
    health = yield "get-platform-health", {"refresh": True}
    [status] = [
        one["status"] for one in health["services"] if one["name"] == "backstage"
    ]
    is_running = "running" if status == "healthy" else status
    return f"The restart {run['status']}; Backstage is {is_running}."


def windmill_result(path, args):
    job = yield "run_flow", {"path": path, "arguments": args}
    while True:
        answer = yield "get_result", {"job": job}
        if answer["completed"]:
            return answer["result"]
        yield "wait", {"seconds": WAIT_SECONDS}


def windmill_bootstrap():
    args = {"platform_name": "Agents"}
    path = "f/idp/bootstrap-platform"
    yield from windmill_result(path, {**args, "dry_run": True})
    result = yield from windmill_result(path, args)
    return result["summary"]


def windmill_health():
    result = yield from windmill_result(
        "f/idp/platform-operations", {"operation": "health"}
    )
    services = [
        f"{name} is {one['status']}" for name, one in result["services"].items()
    ]
    return f"{result['summary']} {', '.join(services)}."


def windmill_restart():
    path = "f/idp/platform-operations"
    args = {"operation": "restart", "services": ["backstage"]}
    yield from windmill_result(path, {**args, "dry_run": True})
    result = yield from windmill_result(path, args)
    status = result["services"]["backstage"]["status"]
    return f"{result['summary']} Backstage is {status}."


PLANS = {
    "rest": [bootstrap, restart_backstage, check_health],
    "windmill": [windmill_bootstrap, windmill_restart, windmill_health],
}
WORDS = ["bootstrap", "restart backstage", "health"]


def plan_for(question, door):
    for word, plan in zip(WORDS, PLANS[door]):
        if word in question.lower():
            return plan()
    raise ValueError(f"There is no plan for: {question}")
