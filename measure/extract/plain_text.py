#!/usr/bin/python3
"""Prints the text that word_classes learns from: adverts, the training sentences of SkillSpan, O*NET and ESCO.

usage: plain_text.py DATA > text      (DATA: the folder with skills/, postings/, taxonomies/)
One paragraph a line, each once. Only classes of words are made of it; no text of an advert goes anywhere.
"""
import csv
import glob
import html
import json
import re
import sys

csv.field_size_limit(1 << 30)
seen = set()


def put(text):
    text = re.sub(r"<[^>]+>", "\n", html.unescape(html.unescape(text)))
    text = re.sub(r"([a-z.)])([A-Z][a-z])", r"\1\n\2", text) if "\n" not in text else text
    for line in text.split("\n"):
        line = " ".join(line.split())
        if len(line) > 3 and line not in seen:
            seen.add(line)
            print(line)


def walk(x):
    if isinstance(x, dict):
        for k, v in x.items():
            if isinstance(v, str):
                if k in ("content", "description", "descriptionPlain", "descriptionHtml", "text", "additionalPlain", "jobDescription"):
                    put(v)
            else:
                walk(v)
    elif isinstance(x, list):
        for v in x:
            walk(v)


data = sys.argv[1]
for path in sorted(glob.glob(data + "/skills/skillspan_*_train.conll")):
    words = []
    for line in open(path, encoding="utf-8"):
        if line.strip():
            words.append(line.split("\t")[0])
        else:
            put(" ".join(words))
            words = []
for path in sorted(glob.glob(data + "/postings/descriptions/*.csv")):
    for row in csv.DictReader(open(path, encoding="utf-8", errors="replace")):
        put(row["description"] or "")
for path in sorted(glob.glob(data + "/postings/*/**/*.json", recursive=True)):
    try:
        walk(json.load(open(path, encoding="utf-8")))
    except ValueError:
        pass
for name, columns in (
    ("onet/Task Statements.txt", ["Task"]),
    ("onet/Occupation Data.txt", ["Title", "Description"]),
    ("onet/DWA Reference.txt", ["DWA Title"]),
):
    for row in csv.DictReader(open(data + "/taxonomies/" + name, encoding="utf-8"), delimiter="\t"):
        for c in columns:
            put(row[c])
for path in sorted(glob.glob(data + "/taxonomies/esco/*.csv")):
    for row in csv.DictReader(open(path, encoding="utf-8")):
        for c in ("preferredLabel", "altLabels", "description"):
            put((row.get(c) or "").replace(" | ", "\n"))
