#!/usr/bin/env bash
# Prints what is hard to read.
set -euo pipefail

case $1 in
  hello)
    echo "hello"
    echo "trouble" >&2
    ;;
  empties)
    echo '::add-mask::hush-hush' >&2
    echo 'a first line that is long' >&2
    sleep 0.7
    echo 'second' > /dev/stderr
    echo 'third is hush-hush' >&2
    sleep 0.7
    echo 'fourth, of another length' > /dev/stderr
    printf 'half ' >&2
    sleep 0.7
    echo 'last' > /dev/stderr
    ;;
  half-lines)
    printf 'one '
    sleep 0.2
    printf 'line\nin \xe2'
    sleep 0.2
    printf '\x82\xac and no end'
    ;;
  binary) printf 'a\0b\xff\xfe\xc3(\n\n' ;;
  crlf) printf 'one\r\ntwo\r\n\r\n' ;;
  long-line)
    head -c 10000000 /dev/zero | tr '\0' 'x'
    printf '\nafter\n'
    ;;
  secret-across-cut)
    head -c 1020 /dev/zero | tr '\0' 'x'
    printf '%s' "$API_TOKEN"
    head -c 5000 /dev/zero | tr '\0' 'y'
    printf '\n'
    ;;
  noisy) seq -f 'line %.0f of a script that has a lot to say' 1 "$3" ;;
  commands)
    echo '::group::first'
    echo '::progress::40::almost half'
    echo '::progress::not a number'
    echo '::warning::careful'
    echo '::error::broken' >&2
    echo '::unknown::thing'
    echo '::endgroup::'
    sleep 0.3
    echo '::progress::80'
    ;;
  annotations) for number in {1..150}; do echo "::warning::number $number"; done ;;
  secrets)
    printf '%s' "${API_TOKEN:0:5}"
    sleep 0.2
    printf '%s\n' "${API_TOKEN:5}"
    echo "plain $API_TOKEN and again $API_TOKEN" >&2
    echo "$PRIVATE_KEY"
    printf '%s' "$API_TOKEN" | base64
    printf 'user:%s' "$API_TOKEN" | base64
    printf '%q\n' "$API_TOKEN"
    echo "url: s3cr%22t%2Ftoken%20value"
    echo '{"token": "s3cr\"t/token value"}'
    echo "::warning::leaks $API_TOKEN"
    echo "::progress::10::leaks $API_TOKEN"
    echo "token=$API_TOKEN" >> "$IDP_OUTPUT"
    echo "Used $API_TOKEN" > "$IDP_SUMMARY"
    exit 1
    ;;
  masks-of-lines)
    key=$'-----BEGIN PRIVATE KEY-----\nTUlJRXZRSUJBREFO\nQmdrcWhraUc5dzBC\nQQ==\n-----END PRIVATE KEY-----'
    echo "::add-mask::$key"
    echo "after it"
    settings=$'password: hunter2\nregion: eu-west-1'
    echo "::add-mask::${settings//$'\n'/%0A}" >&2
    echo "::add-mask::50%25ab"
    sleep 0.3
    echo "$key"
    echo "$settings"
    echo "50%25ab is 50%ab"
    ;;
  masked-output)
    echo "::add-mask::t0ken-of-login"
    echo '{"token": "t0ken-of-login", "user": "bob", "list": [1, {"in": "a t0ken-of-login"}]}' > "$IDP_OUTPUT"
    echo "Logged in with t0ken-of-login" > "$IDP_SUMMARY"
    ;;
  print) printf '%b' "$3" ;;
  progress)
    for i in $(seq 1 300); do printf 'download %d%%  %080d\r' $((i / 3)) 0; done
    echo 'download complete'
    for i in $(seq 1 300); do printf 'upload %d%%  %080d\r' $((i / 3)) 0; done
    printf '\r\n\rlast\r\r\n'
    ;;
  masks)
    echo "before hunter2"
    sleep 0.3
    echo "::add-mask::hunter2"
    echo "::add-mask::ab"
    echo "after hunter2"
    echo "and abc hunter2" >&2
    echo "hunter2=hunter2" > "$IDP_OUTPUT"
    ;;
esac
