#!/bin/bash
# Routes: the four ways, their costs, the next leg as the goal, and the person's own costs.
. "$(dirname "$0")/lib.sh"

check_fail "without ends and without a goal" 2 "--from" cairn route
check_out "without a goal, with both ends" "^Cheapest: " cairn route --from data-analyst/retail --to ml-engineer/health
check_ok "a goal" cairn goal set --from data-analyst --from-industry retail --role ml-engineer --industry health --hours 6
route() { cairn route --json "$@"; }
way() { py "[w for w in d['ways'] if w['way'] == '$1'][0]['$2']"; }
check_eq "the goal's ends" "$(route | py '(d["from"]["role"], d["from"]["industry"], d["to"]["role"], d["to"]["industry"])')" \
	"('data-analyst', 'retail', 'ml-engineer', 'health')"
check_eq "six hours a week" "$(route | py 'd["hours_month"]')" 26
check_eq "the legs sum to the way" "$(route | py 'all(abs(sum(l["months"] for l in w["legs"]) - w["months"]) < 1e-9 for w in d["ways"])')" True
check_eq "the parts sum to the leg" "$(route | py 'all(abs(sum(l[k] for k in ("skills", "step", "role", "size_off", "industry", "known_off", "both", "people_off", "size")) - l["months"]) < 1e-9 for w in d["ways"] for l in w["legs"])')" True
check_eq "the gaps sum to the hours" "$(route | py 'all(abs(sum(g["hours"] for g in l["gaps"]) - l["hours"]) < 1e-6 for w in d["ways"] for l in w["legs"])')" True
check_eq "the cheapest is the cheapest" "$(route | py 'd["ways"][0]["way"] == "cheapest" and d["ways"][0]["months"] == min(w["months"] for w in d["ways"])')" True
check_eq "one step switches both" "$(route | py '[w["legs"][0]["both"] > 0 for w in d["ways"] if w["way"] == "direct"]')" "[True]"
check_eq "two steps never do" "$(route | py '[l["both"] for w in d["ways"] if w["way"].endswith("first") for l in w["legs"]]')" "[0, 0, 0, 0]"
check_eq "role first goes by the role" "$(route | py '[w["legs"][0]["to"]["industry"] + " " + w["legs"][0]["to"]["role"] for w in d["ways"] if w["way"] == "role-first"]')" "['retail ml-engineer']"
check_eq "a start-up makes the role easier" "$(route --size startup | py '[w["legs"][0]["size_off"] < 0 for w in d["ways"] if w["way"] == "direct"]')" "[True]"
check_eq "a large one does not" "$(route --size large | py '[w["legs"][0]["size_off"] for w in d["ways"] if w["way"] == "direct"]')" "[0]"
check_out "the same role" "^Role first: none, the role stays the same" cairn route --to data-analyst/health
check_out "as text" "both at once 6\.0" cairn route
for bad in x/health ml-engineer/x; do check_fail "no such end: $bad" 3 "cairn .* list|did you mean|nearest|shows" cairn route --to "$bad"; done
check_fail "both ends the same" 2 "nowhere" cairn route --to data-analyst/retail
check_fail "a start is no aim" 2 "place to start" cairn route --to none/retail
check_fail "a size there is not" 2 "startup, small" cairn route --size huge
for bad in 0 5 x; do check_fail "steps '$bad'" 2 "--steps" cairn route --steps "$bad"; done

one=$(route | way direct months)
check_out "the costs" "^both +6 +6 " cairn route cost
check_out "one is changed" "^Changed .undo: cairn route cost undo [0-9]+.$" cairn route cost set both 0
check_eq "it counts" "$(route | py "round($one - [w['months'] for w in d['ways'] if w['way'] == 'direct'][0], 6)")" 6.0
check_out "it is marked" "^both +0 \*" cairn route cost list
check_ok "back to the default" cairn route cost reset both
check_eq "as before" "$(route | way direct months)" "$one"
id=$(cairn route cost set known.health 1 --json | py 'd["id"]')
check_eq "an industry one knows" "$(route | py '[w["legs"][0]["known_off"] for w in d["ways"] if w["way"] == "direct"]')" "[-3]"
check_eq "it is listed" "$(cairn route cost --json | py 'd["known"]')" "['health', 'retail']"
check_ok "undone" cairn route cost undo "$id"
check_eq "as before" "$(route | way direct months)" "$one"
check_fail "undone twice" 3 "no change" cairn route cost undo "$id"
check_fail "a share above one" 2 "between 0 and 1" cairn route cost set startup 1.5
check_fail "less than nothing" 2 "step" cairn route cost set -- step -1
check_fail "a cost there is not" 3 "no cost" cairn route cost set luck 1
check_fail "an industry there is not" 3 "moon" cairn route cost set known.moon 1
check_fail "a verb there is not" 2 "set NAME VALUE" cairn route cost change both 1

check_out "the next leg as the goal" "^Goal: Data analyst, Health care" cairn route goal industry-first
check_eq "the goal" "$(cairn goal show --json | py '(d["role"], d["industry"], d["from"], d["hours"])')" "('data-analyst', 'health', 'data-analyst', 6)"
check_eq "the route still leads to its end" "$(route | py '(d["to"]["role"], d["to"]["industry"])')" "('ml-engineer', 'health')"
check_ok "undone" cairn goal undo
check_eq "the goal before" "$(cairn goal show --json | py 'd["role"]')" ml-engineer
check_fail "a way there is not" 2 "role-first" cairn route goal sideways
check_fail "a way that does not lead there" 3 "industry stays" cairn route goal role-first --to ml-engineer/retail
cairn evidence add sw.py --level 3 --kind work >/dev/null && cairn evidence add sw.py --level 3 --kind project >/dev/null
check_eq "what is shown makes it shorter" "$(route | py "[w['months'] < $one - 1 for w in d['ways'] if w['way'] == 'direct']")" "[True]"
dump "$tmp/a.tar.zst" >"$tmp/a.txt"
check_eq "costs and aims are exported" "$(grep -c '"known.health"\|"ml-engineer"' "$tmp/a.txt" | python3 -c 'print(int(input()) >= 2)')" True

# What postings would be for the person.
cairn import "$data" >/dev/null 2>&1
shop='is a retailer and online store. E-commerce, merchandising and grocery are what we do; retail customers love us.'
clinic='is a hospital system. Patients, clinicians and medical records are what we live for.'
advertise() { # TITLE COMPANY WHAT
	printf '%s at %s\nLocation: Oslo\n\nAbout us\n%s %s\n\nRequirements\n- SQL\n- Python\n' "$1" "$2" "$2" "$3" | cairn_in import -
}
cairn_in() { CAIRN_NOW=$(now) "$bin" --db "$db" "$@" >/dev/null 2>&1; }
advertise "Data Analyst" Shop "$shop"
advertise "Data Analyst" Clinic "$clinic"
advertise "Machine Learning Engineer" Shop "$shop"
advertise "Machine Learning Engineer" Clinic "$clinic"
list() { cairn posting list --limit 100000 --json "$@"; }
list >"$tmp/all.json"
check_eq "every kind is there" "$(py 'sorted(set(p["switch"] for p in d))' <"$tmp/all.json")" "['both', 'industry', 'role', 'same', 'unknown']"
check_eq "they are what they are called" "$(py 'all(p["switch"] == ("unknown" if not p["role"] or not p["industry"] else "same" if (p["role"], p["industry"]) == ("data-analyst", "retail") else "industry" if p["role"] == "data-analyst" else "role" if p["industry"] == "retail" else "both") for p in d)' <"$tmp/all.json")" True
for kind in same role industry both unknown; do
	check_eq "the filter: $kind" "$(list --switch $kind | py 'sorted(p["id"] for p in d)')" \
		"$(py "sorted(p['id'] for p in d if p['switch'] == '$kind')" <"$tmp/all.json")"
done
check_fail "a kind there is not" 2 "same, role, industry" cairn posting list --switch none
check_ok "another goal, no industry" cairn goal undo
cairn goal undo >/dev/null 2>&1
check_ok "a goal without a start" cairn --db "$tmp/other.db" goal set --role ml-engineer --hours 6
check_fail "it is not known where one stands" 2 "from-industry" cairn --db "$tmp/other.db" posting list --switch role
