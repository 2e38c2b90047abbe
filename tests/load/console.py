#!/usr/bin/env python3
"""The console before a million rows of the record: each list, filter and figure is answered in under 200 ms.

    console.py PROGRAM [ROWS]

Starts PROGRAM (the built `postwacht`) with an office of its own, makes the first account, puts the rows into the database
beside it, as the service would have written them but without their hashes, and asks as a browser does. Prints the median
and the slowest of nine for each, in milliseconds; exit status 1 when a median is over the bound."""
import atexit, http.client, json, os, pathlib, random, sqlite3, statistics, subprocess, sys, tempfile, time

BOUND_MS = 200
PASSWORD = "vier losse woorden"
DAY = 86_400 * 1_000_000
SENDERS = [f"{at:064x}" for at in range(10**60, 10**60 + 1_000)]
CHECKS = ["other-client", "many-persons", "misspelled-address", "missing-attachment", "new-recipient", "personal-data"]

program, rows = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
folder = tempfile.TemporaryDirectory(prefix="postwacht-console-")
data = pathlib.Path(folder.name) / "data"
environment = os.environ | {"POSTWACHT_LISTEN": "127.0.0.1:0", "POSTWACHT_DATA": str(data), "POSTWACHT_LOG": "off"}
service = subprocess.Popen([program, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
atexit.register(service.kill)
host = service.stdout.readline().strip().rpartition("http://")[2]
code = next(line for line in service.stdout if "/admin/welcome#" in line).strip().rpartition("#")[2]
cookies = {}


def ask(method, path, body=None):
    connection = http.client.HTTPConnection(host, timeout=120)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json",
               "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    begun = time.perf_counter()
    connection.request(method, "/api/v1/admin" + path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    took = (time.perf_counter() - begun) * 1_000
    assert answer.status == 200, f"{path} was answered with {answer.status}: {text[:200]}"
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            pair = value.partition(";")[0].partition("=")
            cookies[pair[0]] = pair[2]
    return took, json.loads(text) if text else None


def known_sender():
    """Has a mail checked, and reads how the record calls whoever sent it."""
    token = (data / "token").read_text().strip()
    message = {"lang": "nl-NL", "kind": "new", "from": {"address": "henk@kantoor.example", "name": ""}, "subject": "Planning",
               "to": [{"address": "jan@klant.example", "name": ""}], "body": {"format": "text", "content": "Tot morgen."}, "attachments": []}
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.request("POST", "/api/v1/checks", json.dumps(message), {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    assert connection.getresponse().status == 200, "a check was refused"
    end = time.monotonic() + 60
    while not (found := ask("GET", "/audit?kind=check")[1]["rows"]):
        assert time.monotonic() < end, "the check was never written"
    return found[0]["entry"]["sender"]


def row(number, written):
    """A row as it is written, and its marks."""
    sender, chance = random.choice(SENDERS), random.random()
    place = {"v": 1, "writer": "service", "number": number, "time": written}
    marks = ["sender:" + sender[:16]]
    if chance < 0.45:
        entry = {"kind": "outcome", "check": f"{number:032x}", "sender": sender, "outcome": "sent", "findings": []}
    else:
        decision = "allow" if chance < 0.99 else random.choice(["warn", "confirm"])
        check = random.choice(CHECKS)
        found = [] if chance < 0.8 else [{"id": check + "-00000001", "check": check, "before": "warn",
                 "after": "info" if decision == "allow" else decision, "measures": {"count": 3}}]
        entry = {"kind": "check", "id": f"{number:032x}", "draft": "00" * 16, "sender": sender, "sender_verified": True,
                 "decision": decision, "policy": 1, "findings": found}
        marks += ["check:" + check] if found else []
        marks += ["decision:" + decision] if decision != "allow" else []
    return json.dumps(place | entry, separators=(",", ":")).encode(), marks


def fill():
    database = sqlite3.connect(next(data.glob("*.db*")), timeout=60)
    end = int(time.time() * 1_000_000)
    first = database.execute("SELECT COALESCE(MAX(number), 0) FROM audit_rows WHERE writer = 'service'").fetchone()[0] + 1
    with database:
        for number in range(first, first + rows):
            written = end - (first + rows - number) * (300 * DAY // rows)
            entry, marks = row(number, written)
            database.execute("INSERT INTO audit_rows VALUES ('service', ?, ?, ?, ?)", (number, written, entry, b"\0" * 32))
            database.executemany("INSERT INTO audit_marks VALUES (?, ?, 'service', ?)", [(mark, written, number) for mark in marks])
        days = [time.strftime("%Y-%m-%d", time.gmtime(end / 1e6 - 86_400 * day)) for day in range(1, 300)]
        counts = [(day, "", check, what, 7) for day in days for check in ["", *CHECKS] for what in ("mails", "shown", "fixed", "not_right")]
        database.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?)", counts)
    database.close()


ask("POST", "/welcome", {"code": code, "name": "floor", "password": PASSWORD})
SENDERS[0] = known_sender()
begun = time.monotonic()
fill()
print(f"{rows} rows in {time.monotonic() - begun:.0f} s; {(next(data.glob('*.db')).stat().st_size) >> 20} MiB")
today, old = time.strftime("%Y-%m-%d"), time.strftime("%Y-%m-%d", time.gmtime(time.time() - 250 * 86_400))
slow = 0
for name, path in [
    ("newest rows", "/audit"), ("of an old day", f"/audit?from={old}&until={old}"), ("one decision", "/audit?decision=confirm"),
    ("one check", "/audit?check=other-client"), ("a check with a decision", "/audit?check=other-client&decision=warn"),
    ("events", "/audit?kind=event"), ("outcomes", "/audit?kind=outcome"), ("somebody unknown", "/audit?sender=niemand@kantoor.example"), ("a sender", "/audit?sender=henk@kantoor.example"),
    ("a sender's decision, long ago", f"/audit?sender=henk@kantoor.example&decision=warn&until={old}"),
    ("figures", "/figures"), ("exceptions", "/allowlist"), ("devices", "/devices"), ("coverage", "/coverage"),
]:
    times = sorted(ask("GET", path)[0] for _ in range(9))
    median = statistics.median(times)
    slow += median > BOUND_MS
    print(f"{name:32} {median:7.1f} ms  slowest {times[-1]:7.1f} ms")
sys.exit(1 if slow else 0)
