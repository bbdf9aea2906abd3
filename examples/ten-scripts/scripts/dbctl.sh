#!/bin/sh
# Looks after the databases of a team.
state=${TMPDIR:-/tmp}/ten-scripts-dbctl
mkdir -p "$state"

# Says which databases there are.
list() { ls "$state"; }

# Makes a database.
create() {
  name=${1:?the name of a database}
  touch "$state/$name"
  echo "created $name"
}

# Removes a database and what is in it.
drop() {
  name=${1:?the name of a database}
  rm -r "$state/$name"
  echo "dropped $name"
}

case "$1" in
  list) list ;;
  create) shift; create "$@" ;;
  drop) shift; drop "$@" ;;
  *) echo "usage: dbctl.sh list|create|drop [name]" >&2; exit 64 ;;
esac
