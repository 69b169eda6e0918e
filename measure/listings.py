"""A listings.json of SimplifyJobs' form and of the given size: the records of a real file again and again with fresh ids
and addresses, or records of our own where there is none.

usage: listings.py MEGABYTES OUT [REAL.json]
"""
import json
import sys

size, out = float(sys.argv[1]) * 1e6, sys.argv[2]
if len(sys.argv) > 3:
    records = json.load(open(sys.argv[3]))
else:
    words = "Data Machine Learning Software Research Platform Vision Language Cloud Robotics".split()
    records = [{"source": "Simplify", "company_name": f"Company {i % 700}", "id": str(i), "active": i % 5 > 0,
                "title": f"{words[i % 10]} {words[i * 7 % 9]} Intern, team {i % 40}", "date_posted": 1720000000 + i * 991,
                "date_updated": 1720000000 + i * 997, "url": f"https://jobs.example.org/{i}/apply?job={i * 31}",
                "locations": [["Oslo", "NYC", "Remote in USA", "Austin, TX"][i % 4]], "is_visible": True,
                "sponsorship": "Other", "terms": ["Summer 2027"], "company_url": f"https://simplify.jobs/c/{i % 700}"}
               for i in range(2500)]
made, total, turn = [], 2, 0
while total < size:
    for r in records:
        r = dict(r)
        if turn > 0:
            r["id"] = f'{r["id"]}-{turn}'
            r["url"] = r["url"] + ("&" if "?" in r["url"] else "?") + f"copy={turn}"
            r["title"] = f'{r["title"]} ({turn + 1})'
        text = json.dumps(r, indent=4)
        total += len(text) + 2
        made.append(text)
        if total >= size:
            break
    turn += 1
with open(out, "w") as f:
    f.write("[\n" + ",\n".join(made) + "\n]\n")
print(len(made))
