#!/bin/sh
# Prints how long `cairn serve` takes to its first answer, the processor time that this costs, and
# the memory it holds when it then idles. Needs curl, and /proc. usage: ./dev bench start [ROUNDS]
set -eu
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ticks=$(getconf CLK_TCK)
"$root/cairn" --version > /dev/null

echo "first answer ms  processor ms  idle MiB"
for round in $(seq "${1:-5}"); do
  data=$folder/$round
  begin=$(date +%s%N)
  "$root/cairn" serve --data "$data" --port 0 > "$data.out" 2> "$data.err" &
  server=$!
  until url=$(sed -n 's/^listening on //p' "$data.out") && [ -n "$url" ] &&
    curl -s -o "$data.answer" "$url/ready"; do
    kill -0 "$server" || { cat "$data.err" >&2; exit 1; }
    sleep 0.01
  done
  end=$(date +%s%N)
  spent=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
  sleep 5
  awk -v ms=$(((end - begin) / 1000000)) -v spent=$((spent * 1000 / ticks)) \
    '/^VmRSS/ { printf "%15d  %12d  %8d\n", ms, spent, $2 / 1024 }' "/proc/$server/status"
  kill "$server"
  wait "$server" || :
done
