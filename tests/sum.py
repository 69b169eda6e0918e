"""Sums up what ./test ran: sum.py STEPS BUILD... Prints failures and skips, then "N passed, N failed"."""
import json
import pathlib
import re
import sys

passed, failed, skipped = 0, [], []


def count(name, text):
    """Counts the TAP lines of one program; returns whether one of them failed, and whether there were any."""
    global passed
    before, any_cases, detail = len(failed), False, False
    for line in text.splitlines():
        case = re.match(r"\s*(not )?ok\b *\d* *-? *(.*)", line)
        if case is None:
            if detail and line.startswith("#"):
                failed[-1] += "\n    " + line
            continue
        any_cases, detail = True, False
        if re.search(r"# *skip", case[2], re.I):
            skipped.append(f"{name}: {case[2]}")
        elif case[1]:
            failed.append(f"{name}: {case[2]}")
            detail = True
        else:
            passed += 1
    return len(failed) > before, any_cases


count("./test", pathlib.Path(sys.argv[1]).read_text())
for build in sys.argv[2:]:
    log = pathlib.Path(build, "meson-logs", "testlog.json")
    for line in log.read_text().splitlines() if log.exists() else []:
        test = json.loads(line)
        name = test["name"].split(" / ")[-1]
        bad, any_cases = count(name, test.get("stdout", ""))
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and not bad:
            failed.append(f"{name}: {test['result']}")  # crashed, timed out, or no TAP
        elif test["result"] == "SKIP" and not any_cases:
            skipped.append(name)
        elif not any_cases:
            passed += 1
for what, cases in ("skipped", skipped), ("failed", failed):
    for case in cases:
        print(f"{what}: {case}")
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed or passed == 0 else 0)
