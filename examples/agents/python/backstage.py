"""Requests to a Backstage, with nothing but the standard library."""

import json
import os
import urllib.error
import urllib.request

URL = os.environ.get("IDP_URL", "http://localhost:7007")
TOKEN = os.environ.get("IDP_API_TOKEN")
if not TOKEN:
    raise SystemExit(
        "IDP_API_TOKEN is not set: expected a token of the backend, which `npm start` "
        'keeps in .data/api-token (export IDP_API_TOKEN="$(cat .data/api-token)")'
    )


def request(method, path, body=None):
    """The JSON, or else the text, of an answer; of a refusal too."""
    message = urllib.request.Request(
        URL + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": "application/json",
            # Says that an agent calls: it is held to the rules for agents.
            "X-IDP-Agent": "python-example",
        },
    )
    try:
        with urllib.request.urlopen(message) as response:
            return read(response.read().decode())
    except urllib.error.HTTPError as error:
        return read(error.read().decode())


def read(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
