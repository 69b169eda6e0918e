#!/bin/bash
# Offers: four years, side by side, what would turn the order, negotiation, decision; leaving well.
. "$(dirname "$0")/lib.sh"

id_of() { cairn offer list --json | py '[o["id"] for o in d if o["company"] == "'"$1"'"][0]'; }

check_out "an offer makes the file" "^Kept \(undo: cairn offer undo [0-9]+\)$" \
	cairn offer add Acme "ML engineer" base=85k bonus=10% bonus_share=50 equity=48000 signon=5000 days_off=30 deadline=2026-05-20
acme=$(id_of Acme)
# 85 + 4.25 + 12 + 5 in the first year, 101.25 in the others: 106.25 + 303.75 = 410.
check_eq "four years by hand" "$(cairn offer show "$acme" --json | py '(d["four_years"]["year"], d["four_years"]["all"])')" \
	"(['106250', '101250', '101250', '101250'], '410000')"
check_out "as text" "^in all +EUR 106,250 +EUR 101,250" cairn offer show "$acme"
check_out "as CSV" '^[0-9]+,open,Acme,ML engineer,EUR,85000,year,1,8500,50,48000,' cairn offer list --csv
check_out "the list" "Acme +ML engineer +EUR 106,250 +EUR 410,000 +2026-05-20 +open" cairn offer list
check_fail "a field there is not" 2 "FIELD=VALUE" cairn offer add A B salary=5
check_fail "an hour without how many" 2 "times" cairn offer add A B base=50 unit=hour
check_out "an hour with" "Kept" cairn offer add Hourly Contractor base=50 unit=hour times=1720
check_eq "by the hour" "$(cairn offer show "$(id_of Hourly)" --json | py 'd["four_years"]["year"][0]')" 86000
check_ok "take it off" cairn offer remove "$(id_of Hourly)" --json
for bad in base=-5 base=1.234 base=abc currency=EURO deadline=2026-02-30 vest_split=50/60 cliff_months=60 unit=week; do
	check_fail "not taken: $bad" 2 "." cairn offer add A B "$bad"
done
check_fail "an amount past all bounds" 6 "too much" cairn offer add A B base=99999999999999
check_eq "nothing of it was kept" "$(cairn offer list --json | py 'len(d)')" 1

# Another currency.
check_out "another" "Kept" cairn offer add Globex "AI engineer" currency=usd base=120000 equity=60000 vest_split=10/20/30/40
globex=$(id_of Globex)
check_out "without a rate it is shown and not ranked" "no rate from USD to EUR is known" cairn offer compare --currency EUR
check_eq "in its own currency" "$(cairn offer compare --currency EUR --json | py '[(o["ranked"], o["currency"], o["four_years"]["all"]) for o in d["offers"]]')" \
	"[(True, 'EUR', '410000'), (False, 'USD', '540000')]"
check_out "a rate with its day" "Kept" cairn offer rate usd eur 0.9 --on 2026-04-30
check_eq "then it is" "$(cairn offer compare --currency EUR --json | py '[(o["company"], o["four_years"]["all"]) for o in d["offers"]]')" \
	"[('Globex', '486000'), ('Acme', '410000')]"
check_fail "a rate of nothing" 2 "rate" cairn offer rate USD EUR 0
check_fail "a rate from the future" 2 "future" cairn offer rate USD EUR 0.9 --on 2026-05-02
check_fail "a rate to itself" 2 "two currencies" cairn offer rate EUR EUR 1

# What is not money. Money 40, people 20: Globex 10 and 5, Acme 8.436 and 9.
check_out "a score" "Kept" cairn offer score "$acme" people 9 "met the team"
check_out "another score" "Kept" cairn offer score "$globex" people 5 "only the recruiter"
check_fail "a score without a reason" 2 "reason" cairn offer score "$acme" people 9 ""
check_out "no advert, no proposal" "No proposal" cairn offer score "$acme"
check_fail "eleven points" 2 "score" cairn offer score "$acme" people 11 "x"
check_fail "money is reckoned" 2 "reckoned" cairn offer score "$acme" money 9 "x"
check_eq "the order" "$(cairn offer compare --json --currency EUR | py '[(o["company"], round(o["total"], 3)) for o in d["offers"]]')" \
	"[('Acme', 8.624), ('Globex', 8.333)]"
# Even where w x (10 - 8.43621) = 20 x 4: at 51.16.
check_eq "where the order turns" "$(cairn offer compare --json --currency EUR | py '[round(f["at"], 2) for f in d["flips"] if f["what"] == "weight of money"]')" "[51.16]"
check_out "a weight" "Set" cairn offer weight money 60
check_eq "the order has turned" "$(cairn offer compare --json --currency EUR | py 'd["offers"][0]["company"]')" Globex
undo=$(cairn offer weight money 10 --json | py 'd["id"]')
check_ok "undo a weight" cairn offer undo "$undo" --json
check_eq "it is as before" "$(cairn offer weight --json | py '[w["weight"] for w in d if w["factor"] == "money"]')" "[60]"

# Negotiation and versions.
check_out "what was said" "Kept" cairn offer negotiate "$acme" "92k, two others pay that" --answer "88k"
check_out "the change" "Changed" cairn offer edit "$acme" base=88000
check_eq "what it said before is kept" "$(cairn offer show "$acme" --json | py '[(f["field"], f["was"], f["now"]) for c in d["changes"] for f in c["fields"]]')" \
	"[('base', '85000', '88000')]"
change=$(cairn offer show "$acme" --json | py 'd["changes"][0]["id"]')
check_ok "undo the change" cairn offer undo "$change" --json
check_eq "the base is back" "$(cairn offer show "$acme" --json | py 'd["base"]')" 85000
check_ok "redo it" cairn offer undo "$change" --redo --json
check_eq "and forth" "$(cairn offer show "$acme" --json | py 'd["base"]')" 88000

# Decision, and the application's log.
check_fail "a decision without reasons" 2 "reasons" cairn offer decide "$acme" accepted ""
check_fail "a word that is none" 2 "accepted, declined" cairn offer decide "$acme" maybe "x"
check_out "accepted" "^Decided" cairn offer decide "$acme" accepted "the team, and what I would learn"
check_fail "twice" 4 "already" cairn offer decide "$acme" declined "x"
decision=$(cairn offer show "$acme" --json | py 'd["decisions"][0]["id"]')
check_ok "undo the decision" cairn offer undo "$decision" --json
check_eq "it is open again" "$(cairn offer show "$acme" --json | py 'd["state"]')" open

# Leaving well.
check_fail "nobody is left yet" 3 "no job" cairn leave list
check_out "begin" "^Begun" cairn leave begin "Old Corp" 2026-06-30
check_fail "once is enough" 4 "under way" cairn leave begin "Old Corp" 2026-06-30
check_eq "every part, by day" "$(cairn leave list --json | py '(sorted({i["part"] for i in d["items"]}), [i["due"] for i in d["items"]] == sorted(i["due"] for i in d["items"]))')" \
	"(['contacts', 'handover', 'notice', 'papers', 'thanks'], True)"
first=$(cairn leave list --json | py 'd["items"][0]["id"]')
check_out "done" "^Done" cairn leave done "$first"
check_fail "done twice" 4 "already" cairn leave done "$first"
check_out "an item of my own" "^Added" cairn leave add "bring cake" --on 2026-06-29
check_out "the last day moves" "^Moved" cairn leave move 2026-07-15
check_eq "and all with it" "$(cairn leave list --json | py '[i["due"] for i in d["items"] if i["text"] == "bring cake"]')" "['2026-07-14']"
check_fail "a year ahead" 2 "year ahead" cairn leave move 2028-01-01
