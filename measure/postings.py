"""Adverts made of the roles and skills of content/, as a Greenhouse board: what the plan and the pages are measured with.

usage: postings.py CONTENT N OUT.json

Always the same for the same content, so that numbers can be compared.
"""
import json
import pathlib
import random
import sys

content, n, out = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = random.Random(1)


def pack(path):
    entries = {}
    for line in path.read_text().splitlines():
        if line[:1] in " \t" or ":" not in line or line.startswith("#"):
            continue
        key, value = line.split(":", 1)
        entries.setdefault(key, []).append(value.strip())
    return entries


skills = {}
for p in sorted((content / "skills").glob("*.txt")):
    e = pack(p)
    skills[p.stem] = [t.strip() for k in ("names", "tools") for v in e.get(k, []) for t in v.split(";") if t.strip()]
roles = []
for p in sorted((content / "roles").glob("*.txt")):
    e = pack(p)
    titles = [t.strip() for v in e.get("titles", []) for t in v.split(";") if t.strip()]
    asked = [(s.split()[0], float(s.split()[2])) for s in e.get("skill", [])]
    if titles and asked:
        roles.append((titles, asked))
makers = ["Nord", "Fjord", "Kite", "Basalt", "Larch", "Delta", "Harbour", "Ember", "Granite", "Tern"]
kinds = ["Labs", "Health", "Systems", "Bank", "Robotics", "Energy", "Games", "Group", "AI", "Logistics"]
places = ["Oslo, Norway", "Berlin, Germany", "London", "Remote", "New York, NY", "Lisbon", "Tallinn", "Remote (EU)"]
about = ["We build what people in {} use every day, and we measure whether it helps.",
         "You join a team of {} that ships every week and writes down what it learns.",
         "Our customers are hospitals, banks and cities in {} countries."]
asks = ["Solid experience with {} in production", "You have worked with {} for at least {} years", "Good knowledge of {}",
        "Hands-on practice with {} and {}", "You can explain {} to people who do not know it"]


def sentence(form, terms):
    while "{}" in form:
        form = form.replace("{}", str(next(terms)), 1)
    return form


def advert(i):
    titles, asked = rng.choice(roles)
    chosen = [s for s, weight in asked if rng.random() < weight * 0.7] or [asked[0][0]]
    rng.shuffle(chosen)
    named = [rng.choice(skills[s]) for s in chosen if skills.get(s)] + [rng.choice(skills["sw.py"])]
    must, nice = named[: 2 * len(named) // 3 + 1], named[2 * len(named) // 3 + 1:]

    def items(terms):
        return "".join("<li>" + sentence(rng.choice(asks), iter([t, str(rng.randint(2, 7)) if i % 2 else rng.choice(named)]))
                       + "</li>" for t in terms)

    company = f"{rng.choice(makers)} {rng.choice(kinds)}"
    html = ("<h3>About us</h3>" + "".join("<p>" + a.format(rng.randint(3, 90)) + "</p>" for a in about) +
            f"<p>This is opening {i} of team {rng.randint(1, 4000)} at {company}.</p>" +
            "<h3>What you bring</h3><ul>" + items(must) + "</ul><h3>Nice to have</h3><ul>" + items(nice) + "</ul>" +
            f"<p>The pay is {rng.randint(50, 90)},000 to {rng.randint(95, 160)},000 EUR a year.</p>")
    return {"id": 1000 + i, "title": f"{rng.choice(['', '', 'Senior ', 'Junior ', 'Lead '])}{rng.choice(titles)}",
            "absolute_url": f"https://jobs.example.org/{i}?gh_jid={1000 + i}", "location": {"name": rng.choice(places)},
            "company_name": company, "first_published": f"2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}T10:00:00Z",
            "content": html}


json.dump({"jobs": [advert(i) for i in range(n)]}, open(out, "w"))
