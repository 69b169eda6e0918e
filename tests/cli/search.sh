# One search over everything, in the example life.
. "$(dirname "$0")/lib.sh"

check_fail "without data" 3 "." cairn search energy
cairn demo --fill
kinds() { cairn search "$1" --json | python3 -c 'import json, sys; print(sorted({h["kind"] for h in json.load(sys.stdin)}))'; }

check_eq "a firm" "$(kinds gridwise)" "['application', 'company', 'person', 'posting']"
check_eq "a skill, by its tool" "$(kinds pytorch | grep -c skill)" 1
check_out "a skill, by its id" "^skill +ml.log " cairn search ml.log
check_eq "a person, without the accent" "$(cairn search tomas --json | python3 -c 'import json, sys; print([h["title"] for h in json.load(sys.stdin)])')" "['Tomás Rivera']"
check_out "all words" "^application .*Grid Operations" cairn search "operations gridwise"
check_out "none" "Nothing has all these words" cairn search "gridwise zebra"
check_out "too short" "Nothing has" cairn search g
check_out "the marks of a query are letters" "Nothing has" cairn search "%_"
check_out "and of SQL" "Nothing has" cairn search "'; DROP TABLE contact; --"
