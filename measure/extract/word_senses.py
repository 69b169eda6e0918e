#!/usr/bin/python3
"""Gives each class of word_classes a third number: what WordNet says the words mostly are.

usage: word_senses.py CLASSES WORDNET > classes     (WORDNET: the folder of Debian's wordnet-base, /usr/share/wordnet)

1 + the lexicographer file of a noun's first sense (9 is cognition, 6 artifact, ...), 60 for a field of study, 0 for
a word that is no noun of WordNet. Nouns of cognition and fields that the text did not have are added.
"""
import collections
import sys

classes, wordnet = sys.argv[1:3]
synsets, below = {}, collections.defaultdict(list)
for line in open(wordnet + "/data.noun", encoding="latin-1"):
    if line.startswith("  "):
        continue
    p = line.split(" ")
    n = int(p[3], 16)
    words = [p[4 + 2 * i].lower() for i in range(n)]
    k = 4 + 2 * n
    synsets[p[0]] = (int(p[1]), words)
    for i in range(int(p[k])):
        symbol, offset, pos = p[k + 1 + 4 * i : k + 4 + 4 * i]
        if symbol in ("@", "@i") and pos == "n":
            below[offset].append(p[0])
first = {}
for line in open(wordnet + "/index.noun", encoding="latin-1"):
    if not line.startswith("  "):
        p = line.split()
        first[p[0]] = p[6 + int(p[3])]
(field,) = [o for o, (lex, words) in synsets.items() if words[:2] == ["discipline", "subject"]]
fields, todo = set(), [field]
while todo:
    o = todo.pop()
    if o not in fields:
        fields.add(o)
        todo += below[o]


def sense(word):
    for form in (word, word[:-1] if word.endswith("s") else word):
        if form in first:
            return 60 if first[form] in fields else 1 + synsets[first[form]][0]
    return 0


seen = set()
for line in open(classes, encoding="utf-8"):
    _, fine, coarse, *words = line.split()
    groups = collections.defaultdict(list)
    for word in words:
        groups[sense(word)].append(word)
        seen.add(word)
    for s, group in sorted(groups.items()):
        print("class:", fine, coarse, s, *group)
more = collections.defaultdict(list)
for word in sorted(first):
    if word.isalpha() and word not in seen and sense(word) in (10, 60):
        more[sense(word)].append(word)
for s, words in sorted(more.items()):
    for i in range(0, len(words), 300):
        print("class:", 0, 0, s, *words[i : i + 300])
