#!/bin/bash
# Starts an agent that goes on by itself.
seconds=${1:-2}
nohup sleep "$seconds" >/dev/null 2>&1 &
echo "agent $! is there"
