#!/usr/bin/env bash
# Greets somebody, as loud as is wanted.
# Usage: greet.sh <name> [greeting]
set -euo pipefail
name=${1:?who is to be greeted}
greeting=${2:-Hello}
echo "$greeting, $name"
