#!/usr/bin/env bash
# Drives the real program by keys: journey.sh PYTHON FOLDER, inside xvfb-run. Exit 0 when every step could be seen.
set -euo pipefail
python=$1 folder=$2

openbox & manager=$!
trap 'kill $manager 2>/dev/null || true; kill ${program:-0} 2>/dev/null || true' EXIT

fail() { echo "$1" >&2; exit 1; }

# Waits until a command succeeds, at most 30 seconds.
await() {
  for _ in $(seq 150); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  return 1
}

windows() { xdotool search --onlyvisible --name "$1"; }
gone() { ! kill -0 "$1" 2>/dev/null; }
# Like await, for the answer of a small question to the store the program has open.
customers() { [ "$("$python" -m desktop_crm stats --json 2>/dev/null | "$python" -c 'import json, sys; print(json.load(sys.stdin)["customers"])')" = "$1" ]; }
store() { [ -n "$(find "$HOME" -name musteri-defteri.crm)" ]; }

"$python" -m desktop_crm --lang en & program=$!
await windows "Desktop CRM" || fail "no window came"
window=$(windows "Desktop CRM" | head -1)
xdotool windowfocus --sync "$window"
sleep 1

# First run: the cursor stands on the first way; two Tabs further on stands the empty book.
xdotool key --clearmodifiers Tab Tab space
await store || fail "no book was made"

# The command line writes to the store while the window has it open.
await customers 0 || fail "the command line cannot read the open book"

# Ctrl+K, a command, Esc; then a second start comes to the front and ends.
xdotool key --clearmodifiers ctrl+k
sleep 0.5
xdotool type --delay 20 "dark"
sleep 0.5
xdotool key --clearmodifiers Return
sleep 1
"$python" -m desktop_crm --lang en & second=$!
await gone $second || fail "a second start does not end"
kill -0 $program 2>/dev/null || fail "the first window is gone"
[ "$(windows "Desktop CRM" | wc -l)" -ge 1 ] || fail "no window is left"

xdotool windowfocus --sync "$window"
xdotool key --clearmodifiers ctrl+q
await gone $program || fail "the program does not end"
grep -q "theme=dark" "$(find "$HOME" -name window.ini)" || fail "the palette did not turn the colours dark"
find "$HOME" -path "*-backups*" -name "*.crm" | head -1 >"$folder/backups.txt"
