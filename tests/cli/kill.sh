#!/bin/bash
# kill -9 at random moments of an import: all of it is there, or nothing. 30 times; 1,000 when CAIRN_LONG is set.
. "$(dirname "$0")/lib.sh"

python3 - "$tmp/big.json" <<'END'
import json, sys
words = "Python PyTorch SQL statistics experiment hospital north team build measure ship".split()
text = lambda i: "<p>" + " ".join(words[(i * 7 + k * k) % len(words)] + str((i * k) % 97) for k in range(80)) + "</p>"
json.dump({"jobs": [{"id": i, "title": f"ML Engineer {i}", "absolute_url": f"https://example.org/{i}?gh_jid={i}",
                     "location": {"name": "Oslo"}, "content": text(i)} for i in range(1, 301)]}, open(sys.argv[1], "w"))
END
cairn goal set --role ml-engineer --hours 5 >/dev/null
cp "$db" "$tmp/empty.db"
begin=$(date +%s%N)
cairn import "$tmp/big.json" >/dev/null
whole_ms=$((($(date +%s%N) - begin) / 1000000))
check_eq "an import that is left alone" "$(n_postings)" 300

RANDOM=${CAIRN_SEED:-$$}
echo "# seed ${CAIRN_SEED:-$$}, a whole import takes $whole_ms ms"
killed=0 ended=0 broken="" seen_all=0 seen_none=0
for i in $(seq $([ -n "${CAIRN_LONG:-}" ] && echo 1000 || echo 30)); do
	# Most begin anew; every third goes on with the file that the one before left.
	[ $((i % 3)) -eq 0 ] || { rm -f "$db"*; cp "$tmp/empty.db" "$db"; }
	had=$(n_postings)
	CAIRN_NOW=2026-05-02T10:00:00Z "$bin" --db "$db" import "$tmp/big.json" >/dev/null 2>&1 &
	pid=$!
	ms=$((RANDOM % (whole_ms * 3 / 2)))
	sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1)) || ended=$((ended + 1))
	n=$(n_postings)
	case $n in
	0) seen_none=$((seen_none + 1)) ;;
	300) seen_all=$((seen_all + 1)) ;;
	*) broken="$broken $i: $n postings" ;;
	esac
	[ "$n" -ge "$had" ] || broken="$broken $i: $had postings became $n"
	cairn check >/dev/null || broken="$broken $i: not whole"
done
echo "# $killed killed, $ended had ended; $seen_none with nothing, $seen_all with everything"
check_eq "nothing half imported, every file whole" "$broken" ""
check_eq "many were really killed" "$((killed * 4 > killed + ended))" 1
check_out "the last file takes the import again" "300 read" cairn import "$tmp/big.json"
check_eq "and then has all" "$(n_postings)" 300
