"""How long it takes from starting a server to its first page, and what memory it takes then.

usage: start.py CAIRN DATABASE [TIMES]

The clock runs from before the program is executed until the first byte of an answer 200 to GET / is here, with a session
from the same address before (so that it is the page and no redirect). Prints the median in ms, the fastest and the
slowest, then PSS and RSS in KB after that one page.
"""
import os
import re
import socket
import statistics
import subprocess
import sys
import time

cairn, database = sys.argv[1], sys.argv[2]
times = int(sys.argv[3]) if len(sys.argv) > 3 else 20


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ask(port, cookie, patience):
    """The first bytes of the answer; tries again until somebody listens."""
    end = time.perf_counter() + patience
    while True:
        s = socket.socket()
        try:
            s.connect(("127.0.0.1", port))
            break
        except ConnectionRefusedError:
            s.close()
            if time.perf_counter() > end:
                sys.exit("the server does not answer")
            time.sleep(0.0002)
    s.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}Connection: close\r\n\r\n".encode())
    first = s.recv(1)
    at = time.perf_counter()
    rest = first + s.recv(65536)
    while b"\r\n\r\n" not in rest:
        rest += s.recv(65536)
    s.close()
    return at, rest


def memory(pid):
    text = open(f"/proc/{pid}/smaps_rollup").read()
    return [int(re.search(rf"^{k}: +(\d+) kB", text, re.M).group(1)) for k in ("Pss", "Rss")]


def run(cookie):
    port = free_port()
    begin = time.perf_counter()
    p = subprocess.Popen([cairn, "--db", database, "serve", "--listen", f"127.0.0.1:{port}"],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        at, answer = ask(port, cookie, 20)
        used = memory(p.pid)
    finally:
        p.terminate()
        p.wait()
    return (at - begin) * 1000, answer, used


_, answer, _ = run("")
set_cookie = re.search(rb"(?im)^set-cookie: (cairn=[^;\r]*)", answer)
if set_cookie is None:
    sys.exit("the server gave no session: " + answer[:200].decode(errors="replace"))
cookie = f"Cookie: {set_cookie.group(1).decode()}\r\n"
ms, pss, rss = [], [], []
for _ in range(times):
    t, answer, used = run(cookie)
    if not answer.startswith(b"HTTP/1.1 200"):
        sys.exit("no page: " + answer[:100].decode(errors="replace"))
    ms.append(t)
    pss.append(used[0])
    rss.append(used[1])
print(f"{statistics.median(ms):.1f} {min(ms):.1f} {max(ms):.1f} {statistics.median(pss):.0f} {statistics.median(rss):.0f}")
