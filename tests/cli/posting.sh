#!/bin/bash
# Postings: list, show, skills, hide.
. "$(dirname "$0")/lib.sh"

check_ok "init" cairn init
rm -f "$tmp/out"
check_out "none yet" "No posting here yet" cairn posting list
check_eq "none yet as JSON" "$(cairn posting list --json)" "[]"
cairn goal set --role ml-engineer --hours 5 --from software-engineer >/dev/null
sed 's/<b>SQL<\/b> every day/<b>SQL<\/b> every day, because our warehouse holds what twenty hospitals have written down in ten years/
	s/<li>Rust/<li>Airflow, or another tool that runs pipelines at night when nobody is there to look at them/' "$data/lever.json" >"$tmp/lever.json"
cairn import "$tmp/lever.json" "$data"/{greenhouse.json,ashby.json,advert.txt,page_jsonld.html,page_plain.html,pipes.txt} >/dev/null
all=$(n_postings)
check_eq "they are there" "$((all >= 7))" 1
titles() { cairn posting list --json "$@" | py '"; ".join(p["title"] for p in d)'; }
check_eq "search finds by title" "$(titles --search 'applied')" "Applied Scientist"
check_eq "by several words in any order and case" "$(titles --search 'LICHTWERK scientist')" "Applied Scientist"
check_eq "accents aside" "$(cairn posting list --search 'bergén' --json | py 'len(d)')" 1
check_eq "and says when there is none" "$(titles --search 'zzz')" ""
check_eq "a quote and a percent sign are words" "$(titles --search "%' OR 1=1 --")" ""
check_eq "by role" "$(cairn posting list --role data-scientist --json | py 'set(p["role"] for p in d) <= {"data-scientist"}')" True
check_eq "by skill" "$(cairn posting list --skill da.sql --json | py '0 < len(d) < '"$all")" True
check_eq "by workplace" "$(cairn posting list --workplace hybrid --json | py 'set(p["workplace"] for p in d)')" "{'hybrid'}"
check_eq "limit" "$(cairn posting list --limit 2 --json | py 'len(d)')" 2
check_eq "sorted by title" "$(cairn posting list --sort title --json | py '[p["title"].lower() for p in d] == sorted(p["title"].lower() for p in d)')" True
check_eq "sorted by company" "$(cairn posting list --sort company --json | py '(lambda x: x == sorted(x))([(p["company"] or "").split(" ")[0].lower() for p in d])')" True
check_eq "newest first" "$(cairn posting list --json | py '(lambda x: x == sorted(x, reverse=True))([p["posted"] or "2026-05-01" for p in d])')" True
check_fail "an order there is not" 2 "newest, company and title" cairn posting list --sort best
check_fail "a role there is not" 3 "." cairn posting list --role wizard
check_fail "a skill there is not" 3 "." cairn posting list --skill sw.wizard
check_fail "a workplace there is not" 2 "onsite, hybrid" cairn posting list --workplace moon
check_fail "a limit that is none" 2 "limit" cairn posting list --limit 0
check_fail "a limit that is no number" 2 "limit" cairn posting list --limit ten

id=$(cairn posting list --search applied --json | py 'd[0]["id"]')
check_out "show tells the title and company" "^Applied Scientist, " cairn posting show "$id"
check_out "the pay" "EUR 70000-90000 a year" cairn posting show "$id"
check_out "the match" "^Your match: [0-9]+%" cairn posting show "$id"
check_out "and the words" "We measure" cairn posting show "$id"
check_eq "as JSON: required and preferred" "$(cairn posting show "$id" --json | py 'sorted(set(s["demand"] for s in d["skills"]))')" "['preferred', 'required']"
printf 'ML Engineer \033[31mred\033[0m \302\2331m at Nord\n%s' "$(advert x y Python | tail -n +2)" >"$tmp/esc.txt"
cairn import "$tmp/esc.txt" >/dev/null
cairn posting show "$(cairn posting list --search nord --json | py 'd[0]["id"]')" >"$tmp/said"
check "an advert cannot command the terminal" test -z "$(tr -d '\n' <"$tmp/said" | LC_ALL=C grep -aP '[\x00-\x1f\x7f]|\xc2[\x80-\x9f]')"
check "but is there" grep -q "ML Engineer" "$tmp/said"
all=$(n_postings)
check_fail "one that is not there" 3 "." cairn posting show 12345
check_fail "an id that is no number" 2 "id" cairn posting show first
check_fail "an id that is too large" 2 "id" cairn posting show 99999999999999999999

check_ok "hide" cairn posting hide "$id"
check_eq "it is not listed" "$(n_postings)" $((all - 1))
check_eq "but among those put aside" "$(titles --hidden)" "Applied Scientist"
check_ok "hide again" cairn posting hide "$id"
check_ok "take it back" cairn posting unhide "$id"
check_eq "it is listed again" "$(n_postings)" "$all"
check_fail "hide one that is not there" 3 "." cairn posting hide 12345
cairn posting hide "$id"
cairn import "$tmp/lever.json" >/dev/null
check_eq "an import does not bring it back" "$(titles --hidden)" "Applied Scientist"

# Skills of a text, as the acceptance checks call it: no file of data is needed.
text='We are a team. Requirements:
- 3 years of Python and PyTorch
- No experience with Kubernetes is needed
Nice to have
- SQL'
skills() { printf '%s' "$1" | "$bin" --db "$tmp/nothing.db" posting skills - --json; }
check_eq "required and preferred" "$(skills "$text" | py 'sorted(set((m["text"], m["demand"]) for m in d if m["text"] in ("PyTorch", "SQL")))')" \
	"[('PyTorch', 'required'), ('SQL', 'preferred')]"
check_eq "what is not needed is no demand" "$(skills "$text" | py '[m for m in d if m["text"] == "Kubernetes"]')" "[]"
check_eq "start and end are bytes of the text" "$(skills "Ünïcode: Python and PyTorch" | py '[(m["start"], m["end"]) for m in d if m["text"] == "PyTorch"]')" "[(22, 29)]"
check_eq "the sentence stands with it" "$(skills "$text" | py '[m["sentence"] for m in d if m["text"] == "PyTorch"]')" "['3 years of Python and PyTorch']"
check_eq "an empty text has none" "$(printf '' | "$bin" posting skills - --json)" "[]"
check_eq "nor have ambiguous words without their context" "$(skills 'We go the extra mile with the spark of an R&D team.')" "[]"
check_out "as text, a line a skill" "^[a-z.]+ +.* required +" bash -c 'printf "Requirements: Python, PyTorch" | "$1" posting skills -' - "$bin"
check_out "beyond the map only when asked" "\"id\":null,\"name\":\"PHP\"" bash -c 'printf "Requirements:\n- Python, Java and PHP\n" | "$1" posting skills --beyond --json -' - "$bin"
check_eq "beyond the map is left out by itself" "$(printf 'Requirements:\n- Python, Java and PHP\n' | "$bin" posting skills --json - | grep -c '"name":"PHP"')" "0"
check_fail "a file that is not there" 3 "." "$bin" posting skills "$tmp/nothing"
check "no file of data was made" test ! -e "$tmp/nothing.db"
