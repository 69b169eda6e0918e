#!/usr/bin/python3
"""The extractor beside python3-ahocorasick: the same terms, the same text, one run.

usage: ahocorasick_ratio.py BENCH_EXTRACT CONTENT FILE...

python3-ahocorasick (Debian) finds the terms as letters in the lower-cased text; cairn's pass also cuts tokens and
sentences, and finds the cues and context words.
"""
import re
import subprocess
import sys
import time

try:
    import ahocorasick
except ImportError:
    sys.exit("python3-ahocorasick is not installed: the ratio is not measured")

bench, content, files = sys.argv[1], sys.argv[2], sys.argv[3:]
terms = subprocess.run([bench, "terms", content], check=True, capture_output=True, text=True).stdout.split("\n")
automaton = ahocorasick.Automaton()
start = time.process_time()
for term in terms:
    if term:
        automaton.add_word(term.lower(), len(term))
automaton.make_automaton()
built = time.process_time() - start
data = b"".join(open(f, "rb").read() for f in files)
size = 100 << 20
data = (data * (size // len(data) + 1))[:size]
text = data.decode("utf-8", "replace")
start = time.process_time()
lower = text.lower()
folded = time.process_time() - start
start = time.process_time()
found = 0
for _ in automaton.iter(lower):
    found += 1
matched = time.process_time() - start
theirs = size / 1e6 / matched
print(f"python3-ahocorasick: {len(automaton)} terms built in {built * 1e3:.1f} ms; "
      f"{theirs:.1f} MB/s ({found} found, {matched:.2f} s; {size / 1e6 / (matched + folded):.1f} MB/s with lower-casing)")
out = subprocess.run([bench, "speed", content] + files, check=True, capture_output=True, text=True).stdout
print(out, end="")
ours = float(re.search(r"matching pass.*?([0-9.]+) MB/s", out).group(1))
print(f"ratio: {ours / theirs:.2f}")
