#!/usr/bin/env python3
"""Lists the machines of a zone."""
import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("zone", help="the zone to look at")
parser.add_argument("--limit", type=int, default=10, help="how many at most")
parser.add_argument("--kind", choices=["vm", "metal"], default="vm")
parser.add_argument("-q", "--quiet", action="store_true", help="no greeting")
args = parser.parse_args()

if not args.quiet:
    print(f"machines in {args.zone}:")
machines = [f"{args.kind}-{args.zone}-{n}" for n in range(min(args.limit, 3))]
print(json.dumps({"machines": machines}))
