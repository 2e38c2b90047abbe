#!/usr/bin/env python3
"""A hundred thousand clients at the console: how long an import takes, whether it can be cancelled, and how soon a search
is answered. Prints what it measured; fails when something does not work, never for being slow.

    tests/load/directory.py target/release/postwacht [CLIENTS]
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

SEARCHES = ["bedrijf", "bedrijf 99", "jansen", "jnasen", "info@bedrijf54321.example", "zonder iemand"]


class Console:
    """Somebody signed in."""

    def __init__(self, url, password):
        self.url, self.cookie = url, ""
        answer = self.ask("POST", "/session", {"name": "demo", "password": password}, raw=True)
        pairs = [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie")]
        self.cookie = "; ".join(pairs)

    def ask(self, method, path, body=None, raw=False):
        data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        headers = {"Content-Type": kind, "Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        url = f"{self.url}/api/v1/admin{path}"
        request = urllib.request.Request(url, None if method == "GET" else data, headers, method=method)
        answer = urllib.request.urlopen(request, timeout=120)
        if raw:
            return answer
        text = answer.read()
        return json.loads(text) if text else None

    def until(self, *stages):
        """Follows an import to one of these stages: the state, the seconds, and the rows that were seen on the way."""
        began, seen = time.monotonic(), set()
        while True:
            state = self.ask("GET", "/directory/import")
            seen.add(state["rows"])
            if state["stage"] in stages:
                return state, time.monotonic() - began, sorted(seen)
            time.sleep(0.02)


def clients(count):
    rows = ["client_number,client_name,kind,contact_name,email,domain,kvk"]
    for at in range(count):
        rows.append(f"K{at},Bedrijf {at} B.V.,organisation,J. Jansen,info@bedrijf{at}.example,bedrijf{at}.example,{10000000 + at}")
    return "\n".join(rows).encode()


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    environment = dict(os.environ, POSTWACHT_LISTEN="127.0.0.1:0", POSTWACHT_LOG="error")
    service = subprocess.Popen([program, "serve", "--demo"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        url = password = None
        for line in service.stdout:
            found = re.match(r"listening on (\S+)", line)
            url = found.group(1) if found else url
            found = re.match(r"console: sign in as demo with (\S+)", line)
            if found:
                password = found.group(1)
                break
        measure(Console(url, password), count)
    finally:
        service.kill()
        service.wait()


def measure(console, count):
    file = clients(count)
    before = console.ask("GET", "/directory?sort=clients")["total"]
    console.ask("POST", "/directory/import?list=clients", file)
    state, seconds, seen = console.until("ready", "failed")
    assert state["stage"] == "ready" and state["preview"]["added"] == count, state
    print(f"read and compared {count} rows ({len(file) >> 20} MiB) in {seconds:.1f} s, progress told {len(seen)} times")

    console.ask("POST", "/directory/import/yes", {"confirm": True})
    console.until("writing", "done")
    console.ask("DELETE", "/directory/import")
    state, seconds, _ = console.until("stopped", "done", "none")
    assert state["stage"] == "stopped", state["stage"]
    assert console.ask("GET", "/directory?sort=clients")["total"] == before, "nothing was changed"
    print(f"cancelled while it was written, {seconds:.2f} s later nothing was changed")

    console.ask("POST", "/directory/import?list=clients", file)
    console.until("ready")
    console.ask("POST", "/directory/import/yes", {"confirm": True})
    state, seconds, seen = console.until("done", "failed")
    assert state["stage"] == "done", state
    print(f"written in {seconds:.1f} s, progress told {len(seen)} times")

    began = time.monotonic()
    console.ask("GET", "/directory")
    print(f"first list after the change, which makes the index: {(time.monotonic() - began) * 1000:.0f} ms")
    for query in SEARCHES:
        times = []
        for _ in range(20):
            began = time.monotonic()
            found = console.ask("GET", "/directory?q=" + urllib.request.quote(query))
            times.append((time.monotonic() - began) * 1000)
        print(f"search {query!r}: {found['total']} found, median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms")

    began = time.monotonic()
    console.ask("POST", "/directory/import/undo")
    print(f"undone in {time.monotonic() - began:.1f} s")
    assert console.ask("GET", "/directory?sort=clients")["total"] == before, "all is as it was"


if __name__ == "__main__":
    main()
