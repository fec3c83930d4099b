# What Phoenix does on a node of Proxmox VE, as root. Called as: sh -c PROGRAM phoenix-node VERB ARGUMENTS...
#
#   look                  this node's device nodes
#   look files            the same, after every guest's file: all nodes have all of them
#   raw-lines VMID        gives a container's file the lines that are read: a key on a line of its own, then the new lines of
#                         that key, then an empty line, for each key
#   receipts VMID...      what the program that is read says to 'receipts' in each of these containers
set -eu

# A line that begins without a blank names a file or a device; its content follows with a blank before each line.
look() {
    if [ "${1-}" = files ]; then
        cd /etc/pve
        for file in nodes/*/lxc/*.conf nodes/*/qemu-server/*.conf; do
            [ ! -f "$file" ] || set -- "$@" "$file"
        done
        shift
        # A guest that goes away meanwhile is passed over.
        [ $# -eq 0 ] || awk 'FNR == 1 { print "file " FILENAME } { print " " $0 }' "$@" 2>/dev/null || true
    fi
    # Not terminals, and not what every processor and every number has of its own.
    find /dev -xdev '(' -type c -o -type b ')' ! -path '/dev/tty[0-9]*' ! -path '/dev/vcs*' ! -path '/dev/cpu/*' \
        ! -path '/dev/char/*' ! -path '/dev/block/*' 2>/dev/null | sed 's/^/device /'
}

# Under the lock that Proxmox takes for the same file, and with a rename, so that nobody sees half of it.
raw_lines() {
    file=/etc/pve/lxc/$1.conf
    exec 9>"/run/lock/lxc/pve-config-$1.lock"
    flock -w 10 9 || {
        echo "can't lock file '/run/lock/lxc/pve-config-$1.lock' - got timeout" >&2
        exit 1
    }
    [ -f "$file" ] || {
        echo "Configuration file 'nodes/$(hostname)/lxc/$1.conf' does not exist" >&2
        exit 2
    }
    if lock=$(sed -n '/^\[/q;s/^lock: *//p' "$file") && [ -n "$lock" ]; then
        echo "CT is locked ($lock)" >&2
        exit 1
    fi
    wanted=$(mktemp)
    trap 'rm -f "$wanted"' EXIT
    cat >"$wanted"
    # Lines of those keys go from the part before the first section, and the new ones come to its end.
    awk -v wanted="$wanted" '
        function add(  line) {
            if (added++) return
            for (line = 1; line <= count; line++) print lines[line]
        }
        BEGIN {
            fresh = 1
            while ((getline line < wanted) > 0) {
                if (fresh) { keys[line] = 1; fresh = 0 }
                else if (line == "") fresh = 1
                else lines[++count] = line
            }
        }
        /^\[/ { if (!added) { add(); if (before != "") print "" } ; inside = 1 }
        inside { print; next }
        { key = $0; sub(/[ \t]*[:=].*/, "", key) }
        key in keys { next }
        { held = $0; if (held == "") { blanks++; next } ; while (blanks > 0) { print ""; blanks-- } ; print; before = held }
        END { add() }
    ' "$file" >"$file.phoenix"
    mv "$file.phoenix" "$file"
}

# A line 'guest VMID STATUS' for each container, then what it said with a blank before each line. Eight at a time: 'pct exec'
# does the same for one, after half a second of loading itself.
receipts() {
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    program=$(cat)
    begun=0
    for guest in "$@"; do
        (
            status=0
            timeout 20 lxc-attach -n "$guest" --clear-env -- sh -c "$program" phoenix-guest receipts \
                </dev/null >"$folder/$guest" 2>"$folder/$guest.errors" || status=$?
            echo "$status" >"$folder/$guest.status"
        ) &
        begun=$((begun + 1))
        [ $((begun % 8)) -ne 0 ] || wait
    done
    wait
    for guest in "$@"; do
        status=$(cat "$folder/$guest.status")
        echo "guest $guest $status"
        if [ "$status" -eq 0 ]; then
            sed 's/^/ /' "$folder/$guest"
        else
            tail -n 3 "$folder/$guest.errors" | sed 's/^/ /'
        fi
    done
}

verb=$1
shift
case $verb in
look) look "$@" ;;
raw-lines) raw_lines "$1" ;;
receipts) receipts "$@" ;;
*)
    echo "phoenix-node: unknown verb '$verb'" >&2
    exit 64
    ;;
esac
