#!/bin/sh
# shellcheck disable=SC2012,SC2015
# What Phoenix runs inside guests: sh -c PROGRAM phoenix-guest VERB ARGUMENTS... with a payload in base64 on standard input.
# For dash, bash and busybox sh. Before it is sent, comments and indentation are taken away (GuestProgram.swift).
# docs/reference/inside-guests.md says what it leaves where.
set -u
umask 077
export LC_ALL=C
PATH=${PATH:-}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
base=${PHOENIX_GUEST_ROOT:-}/run/phoenix
kept=${PHOENIX_GUEST_ROOT:-}/var/lib/phoenix/receipts

# Exit codes of sysexits.h; the text begins so that it is told apart from what pct and the agent say.
die() { code=$1; shift; printf 'phoenix-guest: %s\n' "$*" >&2; exit "$code"; }

need() {
    for tool; do command -v "$tool" >/dev/null 2>&1 || die 69 "the guest has no '$tool'"; done
}

# A name that stands as one segment of a path.
named() {
    case $1 in '' | .* | *[!A-Za-z0-9._-]*) die 64 "'$1' is no name for a file" ;; esac
}

counted() {
    case $1 in '' | *[!0-9]*) die 64 "'$1' is no number" ;; esac
}

# The payload, out of the parts that were written before, or out of standard input.
decode() {
    if [ "$2" -gt 0 ]; then
        part=0
        while [ "$part" -lt "$2" ]; do
            part=$((part + 1))
            cat "$base/incoming/$1.$part" || return 1
        done | base64 -d
    else
        base64 -d
    fi 2>/dev/null
}

# The runner: started once for each run, it outlives this program. Arguments: base, id, timeout, shell. Open: 8, the lock that
# tells that it lives. 9 is the queue; whoever holds it may run a script.
write_runner() {
    cat >"$1" <<'RUNNER'
base=$1 id=$2 timeout=$3 shell=$4
run=$base/runs/$id
cd / && umask 077
(set -C; : >"$run/begun") 2>/dev/null || exit 0
born() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }
exec 9>"$base/queue"
flock 9 || exit 1

# A script whose runner was killed still works: it would run beside this one.
for other in "$base"/runs/*; do
    [ -s "$other/process" ] && [ ! -e "$other/code" ] || continue
    (flock -s -n 7) 7<"$other/alive" || continue
    read -r process birth <"$other/process"
    [ -n "$birth" ] && [ "$(born "$process")" = "$birth" ] && kill -s KILL -- "-$process"
done 2>/dev/null

# The first MiB of output, and the last lines of what comes after it; a service that the script leaves may go on writing.
keep() {
    (ulimit -c 0; ulimit -f 2048; exec cat) && return
    printf '\n... what it printed here was not kept ...\n'
    tail -c 16384 | sed 1d
}

words=
read -r first <"$run/script"
case $first in
'#!'*)
    set -f
    for word in ${first#??}; do
        case $word in - | --) ;; *) words="$words $word" ;; esac
    done
    set -- $words
    case ${1##*/} in env | busybox) shift ;; esac
    while [ $# -gt 1 ]; do case $1 in -* | *=*) shift ;; *) break ;; esac; done
    name=${1:-}
    ;;
*) words=$shell name=sh ;;
esac
[ -n "$words" ] || words=$shell name=sh
case ${name##*/} in sh | ash | dash | bash | ksh | mksh | zsh) words="$words -eu" ;; esac
set -f
set -- $words "$run/script"
set +f

mkfifo "$run/pipe" || exit 1
{ keep; : >"$run/drained"; } <"$run/pipe" >>"$run/output" 2>/dev/null 8>&- 9>&- &
setsid env -i HOME=/root USER=root LOGNAME=root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "$shell" -c 'umask 022; environment=$1; shift; . "$environment" && rm -f "$environment" && unset environment && exec "$@"' \
    phoenix-run "$run/environment" "$@" >"$run/pipe" 2>&1 </dev/null 8>&- 9>&- &
script=$!
printf '%s %s\n' "$script" "$(born "$script")" >"$run/process.new"
mv -f "$run/process.new" "$run/process"

# Ends the script's whole group: first gently, 10 s later by force. Without its runner it does nothing: the group's number may
# be another's by then.
setsid "$shell" -c '
sleep "$1"
if [ -e "$3/code" ] || (flock -s -n 7) 7<"$3/alive"; then exit; fi
: >"$3/late"
kill -s TERM -- "-$2"
left=10
while [ "$left" -gt 0 ] && kill -s 0 -- "-$2"; do sleep 1; left=$((left - 1)); done
kill -s KILL -- "-$2"' phoenix-watch "$timeout" "$script" "$run" >/dev/null 2>&1 </dev/null 8>&- 9>&- &
watch=$!

code=0
wait "$script" || code=$?
if [ -e "$run/late" ]; then
    wait "$watch"
    code=124
else
    kill -s KILL -- "-$watch" 2>/dev/null || kill -s KILL "$watch"
fi
left=40
while [ ! -e "$run/drained" ] && [ "$left" -gt 0 ]; do sleep 0.05 || sleep 1; left=$((left - 1)); done
if [ "$code" = 124 ] && [ -e "$run/late" ]; then
    [ -z "$(tail -c 1 "$run/output")" ] || echo >>"$run/output"
    echo "killed after $timeout s" >>"$run/output"
fi
rm -f "$run/pipe" "$run/environment"
echo "$code" >"$run/code.new"
mv -f "$run/code.new" "$run/code"
RUNNER
}

# Runs that ended: the newest 32 of a day are kept. What was never begun or moved in belongs to a call that was cut off.
forget() {
    find "$base/incoming" "$base/runs" -mindepth 1 -maxdepth 1 -mmin +1440 2>/dev/null | while IFS= read -r old; do
        dead "$old" && rm -rf "$old"
    done
    ls -t "$base/runs" | sed 1,32d | while IFS= read -r old; do
        dead "$base/runs/$old" && rm -rf "$base/runs/$old"
    done
}

# Whether nobody works on it any more.
dead() {
    [ ! -e "$1/alive" ] || (flock -s -n 7) 7<"$1/alive"
}

begin() {
    id=$1 timeout=$2 parts=$5
    named "$id"
    counted "$timeout"
    counted "$parts"
    need base64 cut env find flock mkfifo sed setsid sleep tail
    mkdir -p "$base/runs" "$base/incoming" && chmod 700 "$base" || die 73 "$base cannot be made"
    run=$base/runs/$id
    if [ -d "$run" ]; then cat >/dev/null; return; fi
    new=$(mktemp -d "$base/incoming/new.XXXXXX") || die 73 "$base cannot be written"
    trap 'rm -rf "$new"' EXIT
    decode "$id" "$parts" >"$new/payload" || die 65 "the script did not arrive whole"
    read -r variables lines <"$new/payload" || die 65 "the script did not arrive whole"
    counted "$variables"
    counted "$lines"
    [ "$(wc -l <"$new/payload")" -eq $((1 + variables + lines)) ] || die 65 "the script did not arrive whole"
    sed -n "2,$((1 + variables))p;$((1 + variables))q" "$new/payload" >"$new/environment" &&
        sed "1,$((1 + variables))d" "$new/payload" >"$new/script" &&
        printf '%s %s\n' "$3" "$4" >"$new/purpose" &&
        write_runner "$new/runner" || die 73 "$base cannot be written"
    rm -f "$new/payload"
    [ "$variables" -gt 0 ] || : >"$new/environment"
    exec 7>"$base/lock" 8>"$new/alive"
    flock 7 && flock 8 || die 73 "$base cannot be locked"
    [ ! -d "$run" ] || return 0
    forget
    mv "$new" "$run" || die 73 "$base cannot be written"
    trap - EXIT
    shell=$(command -v sh)
    set -- "$shell" "$run/runner" "$base" "$id" "$timeout" "$shell"
    # A service's stop ends what it started: an agent that the script upgrades would take the script with it.
    if grep -q '\.service' /proc/self/cgroup && [ -d /run/systemd/system ] && command -v systemd-run; then
        set -- "$shell" -c 'systemd-run --quiet --scope --collect "$@" || exec "$@"' phoenix-scope "$@"
    fi >/dev/null 2>&1
    setsid "$@" </dev/null >/dev/null 2>&1 7>&- &
    n=0
    while [ "$n" -lt "$parts" ]; do n=$((n + 1)); rm -f "$base/incoming/$id.$n"; done
}

# First line: state, exit code if it ended, and the output's bytes so far. Then at most 128 KiB of it from the offset, as base64.
look() {
    id=$1 offset=$2
    named "$id"
    counted "$offset"
    run=$base/runs/$id
    size=0
    state=vanished
    if [ -e "$run/code" ]; then
        state="ended $(cat "$run/code")"
    elif [ -e "$run/alive" ] && ! dead "$run"; then
        state=waiting
        [ ! -e "$run/process" ] || state=running
    elif [ -e "$run/code" ]; then
        state="ended $(cat "$run/code")"
    fi
    if [ "$state" != vanished ] && [ -e "$run/output" ]; then size=$(wc -c <"$run/output"); fi
    printf '%s %s\n' "$state" $((size))
    [ "$size" -gt "$offset" ] || return 0
    tail -c "+$((offset + 1))" "$run/output" | head -c 131072 | base64
}

receipts() {
    need base64
    for file in "$kept"/*.json; do
        [ -f "$file" ] || continue
        echo "receipt"
        base64 <"$file"
    done
    echo "end"
}

# SUBJECT BYTES: what is cut off on the way is not written.
write_receipt() {
    named "$1"
    counted "$2"
    need base64 wc
    mkdir -p "$kept" || die 73 "$kept cannot be made"
    new=$kept/.$1.$$
    trap 'rm -f "$new"' EXIT
    base64 -d >"$new" && [ "$(wc -c <"$new")" -eq "$2" ] ||
        die 65 "the receipt did not arrive whole, or there is no room in $kept"
    sync "$new" && mv -f "$new" "$kept/$1.json" && sync "$kept" || die 73 "$kept cannot be written"
}

remove_receipt() {
    named "$1"
    rm -f "$kept/$1.json" && { [ ! -d "$kept" ] || sync "$kept"; } || die 73 "$kept cannot be written"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb:$# in
answer:0) ;;
receipts:0) receipts ;;
write-receipt:2) write_receipt "$@" ;;
remove-receipt:1) remove_receipt "$@" ;;
prepare:0) mkdir -p "$base/incoming" && chmod 700 "$base" || die 73 "$base cannot be made" ;;
run:5) begin "$@" ;;
look:2) look "$@" ;;
*) die 64 "'$verb' with $# words is not understood" ;;
esac
