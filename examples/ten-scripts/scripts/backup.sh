#!/bin/bash
# Packs a folder into an archive.
#
# Exit codes:
#   3 - there was nothing to pack
usage() { echo "usage: $0 -d folder [-n name] [-v]" >&2; exit 2; }
VERBOSE=
NAME=backup
while getopts "d:n:vh" option; do
  case $option in
    d) FOLDER=$OPTARG ;;
    n) NAME=$OPTARG ;;
    v) VERBOSE=v ;;
    *) usage ;;
  esac
done
[ -n "$FOLDER" ] || usage
[ -n "$(ls -A "$FOLDER")" ] || exit 3
tar -c${VERBOSE}zf "/tmp/$NAME-$$.tar.gz" -C "$FOLDER" .
rm "/tmp/$NAME-$$.tar.gz"
echo "packed $FOLDER as $NAME"
