#!/usr/bin/env python3
"""A disk that fills up under a running service: checks go on, what cannot be kept is refused, and it heals by itself.

    full_disk.py PROGRAM

Mounts a small disk in memory and starts PROGRAM (the built `postwacht`) with its data on it, fills it to the last block,
asks, and makes room again. Needs root, for the mount. Exit status 1 when something was not as it should be."""
import atexit, http.client, json, os, pathlib, subprocess, sys, tempfile, time

PATIENCE = 60
CHECK = {"lang": "nl-NL", "kind": "new", "from": {"address": "henk@kantoor.example", "name": ""}, "subject": "Planning",
         "to": [{"address": "jan@klant.example", "name": ""}], "body": {"format": "text", "content": "Goedemorgen. " * 40}, "attachments": []}

program = pathlib.Path(sys.argv[1])
folder = tempfile.TemporaryDirectory(prefix="postwacht-disk-")
disk = pathlib.Path(folder.name) / "disk"
disk.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "postwacht-test", disk], check=True)
atexit.register(lambda: subprocess.run(["umount", "--lazy", disk], check=False))
data = disk / "data"
environment = os.environ | {"POSTWACHT_LISTEN": "127.0.0.1:0", "POSTWACHT_DATA": str(data), "POSTWACHT_LOG": "off"}
service = subprocess.Popen([program, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
atexit.register(service.kill)
host = service.stdout.readline().strip().rpartition("http://")[2]
service.stdout.readline()
token = (data / "token").read_text().strip()


def ask(method, path, body=None):
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if text else None


def check():
    status, answer = ask("POST", "/api/v1/checks", CHECK)
    assert status == 200, f"a check was answered with {status}: {answer}"
    return answer["id"]


def report(check_id):
    return ask("POST", f"/api/v1/checks/{check_id}/outcome", {"outcome": "went_back", "findings": [], "reason": "full-disk"})


def until(what, holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"this never came about: {what}"
        time.sleep(0.02)


def store():
    return ask("GET", "/health/ready")[1]["store"]


def fill(path):
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                pass


assert report(check())[0] == 204, "all is well before"
filler = disk / "filler"
fill(filler)
refused = []


def is_refused():
    # What is free inside the database and its journal is used up first.
    status, problem = report(check())
    if status != 204:
        refused.append((status, problem))
    return status != 204


until("a report is refused", is_refused)
status, problem = refused[0]
assert status == 503 and problem["code"] and problem["title"], f"{status} {problem}"
until("readiness tells it", lambda: store() == "full")
for _ in range(20):
    check()
assert ask("GET", "/health/ready")[0] == 200, "checks are taken all the while"
print(f"full: 20 checks answered; a report is refused with {status} {problem['code']}: {problem['title']}")
filler.unlink()
until("reports are kept again", lambda: report(check())[0] == 204)
until("readiness tells it", lambda: store() == "ok")
verified = subprocess.run([program, "audit", "verify"], env=environment, capture_output=True, text=True)
assert verified.returncode == 0, verified.stdout + verified.stderr
print("there is room again: reports are kept, and the record is sound")
