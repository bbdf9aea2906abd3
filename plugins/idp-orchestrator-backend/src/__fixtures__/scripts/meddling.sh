#!/usr/bin/env bash
# Does to its files in the spool what a script should not: $2 $3 … are --name value.
action=$1
shift
while [ $# -gt 0 ]; do
  case $1 in
    --file) file=$2 ;;
    --kind) kind=$2 ;;
    --bytes) bytes=$2 ;;
    --seconds) seconds=$2 ;;
  esac
  shift 2
done
cd "$(dirname "$IDP_OUTPUT")" || exit 1
echo started >> "$EFFECT_FILE"

case $action in
  replace)
    echo before
    if [ "$kind" = sparse ]; then
      truncate -s 1T "$file"
      exit 0
    fi
    rm "$file"
    case $kind in
      fifo) mkfifo "$file" ;;
      link) ln -s /etc/hostname "$file" ;;
      folder) mkdir "$file" ;;
      device) mknod "$file" c 1 5 ;;
      socket) perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => $ARGV[0], Listen => 1) or die' "$file" ;;
      another) echo 'other=1' > "$file.new" && mv "$file.new" "$file" ;;
    esac
    ;;
  replace-later)
    echo before
    sleep 1
    rm "$file"
    mkfifo "$file"
    echo after
    ;;
  vanish)
    rm -r "$PWD"
    sleep "$seconds"
    echo "after $seconds s"
    echo done >> "$EFFECT_FILE"
    ;;
  vanish-later)
    echo before
    sleep 1.5
    rm -r "$PWD"
    sleep "$seconds"
    echo done >> "$EFFECT_FILE"
    ;;
  fill*)
    [ "$action" = fill-later ] && sleep 1
    head -c "$bytes" /dev/zero > ../../../fill 2>/dev/null
    for number in {1..1000}; do echo "line $number of a thousand"; done 2>/dev/null
    echo done >> "$EFFECT_FILE"
    [ "$action" = fill-and-succeed ] || exit 2
    ;;
  chatty)
    for number in {1..1000}; do echo "line $number of a thousand"; done 2>/dev/null
    exit 0
    ;;
  much | much-of-its-own)
    seq -f 'line %.0f of a script that does not end' 1 "$bytes"
    echo 'trouble' >&2
    ;;
  much-slowly)
    for from in {0..9}; do
      seq -f 'line %.0f of a script that does not end' \
        $(( from * bytes / 10 + 1 )) $(( (from + 1) * bytes / 10 ))
      sleep 0.5
    done
    ;;
  secrets) yes "$API_TOKEN" | head -n "$bytes" ;;
  mask-in-the-middle)
    seq -f 'line %.0f of a script that does not end' 1 "$bytes"
    echo '::add-mask::hunter2'
    seq -f 'line %.0f of a script that does not end' 1 "$bytes"
    echo 'and hunter2 at the end'
    ;;
  endless) yes 'this goes on and on' ;;
  one-line) head -c "$bytes" /dev/zero | tr '\0' x ;;
esac
