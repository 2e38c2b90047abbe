#!/usr/bin/env python3
"""Many mail clients at once, for minutes: nothing may fail, and memory must stay flat once its caches are full.

    soak.py [--clients 50] [--minutes 10] [--pause 1.0] PROGRAM

Starts PROGRAM (the built `postwacht`) in a folder of its own, enrols the clients as devices, and lets each write mails: a
file in advance, the check at Send, what became of it, and a renewed token now and then. Prints a line every half minute
and a verdict; exit status 1 when a request failed or memory grew by more than a tenth in the second half."""
import argparse, http.client, json, os, pathlib, random, signal, statistics, subprocess, sys, tempfile, threading, time

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("program", type=pathlib.Path)
arguments.add_argument("--clients", type=int, default=50)
arguments.add_argument("--minutes", type=float, default=10)
arguments.add_argument("--pause", type=float, default=1.0, help="mean seconds between two requests of a client")
options = arguments.parse_args()

folder = tempfile.TemporaryDirectory(prefix="postwacht-soak-")
environment = os.environ | {"POSTWACHT_LISTEN": "127.0.0.1:0", "POSTWACHT_DATA": folder.name, "POSTWACHT_LOG": "off"}
service = subprocess.Popen([options.program, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
host = service.stdout.readline().strip().rpartition("http://")[2]
enrol = [options.program, "device", "enrol", "--uses", str(options.clients), "--days", "1"]
key = subprocess.run(enrol, env=environment, capture_output=True, text=True, check=True).stdout.strip()

end = time.monotonic() + options.minutes * 60
lock, took, faults, done = threading.Lock(), [], [], 0


class Client:
    """One mail client with a connection of its own."""

    def __init__(self, number):
        self.number, self.chance = number, random.Random(number)
        self.mailbox = f"collega{number}@kantoor.example"
        self.connection = http.client.HTTPConnection(host, timeout=30)
        self.tokens = {}

    def ask(self, method, path, body=None, kind="application/json", more=None):
        headers = {"Content-Type": kind} | (more or {})
        if self.tokens:
            headers["Authorization"] = "Bearer " + self.tokens["access_token"]
        sent = json.dumps(body) if kind == "application/json" and body is not None else body
        began = time.monotonic()
        for attempt in (1, 2):
            try:
                self.connection.request(method, "/api/v1" + path, sent, headers)
                answer = self.connection.getresponse()
                text = answer.read()
                break
            except (ConnectionError, http.client.HTTPException) as fault:
                # A connection that stood idle may have been closed; every client then opens another.
                self.connection.close()
                if attempt == 2:
                    with lock:
                        faults.append(f"{method} {path.split('/')[1]}: {type(fault).__name__}")
                    return {}
        global done
        with lock:
            done += 1
            took.append(time.monotonic() - began)
            if answer.status >= 300:
                faults.append(f"{method} {path.split('/')[1]}: {answer.status} {json.loads(text).get('code')}")
        return json.loads(text) if text and answer.status < 300 else {}

    def enrol(self):
        self.tokens = self.ask("POST", "/devices", {"enrolment_key": key, "mailbox": self.mailbox, "client": {"name": "soak", "version": "1", "platform": "linux"}})

    def renew(self):
        refresh = self.tokens.pop("refresh_token", None)
        self.tokens = self.ask("POST", "/devices/token", {"refresh_token": refresh})

    def mail(self):
        chance, number = self.chance, self.number
        attachments = []
        if chance.random() < 0.4:
            rows = "".join(f"Regel {row}\t{chance.randrange(10**6)}\t{chance.random():.2f}\n" for row in range(chance.randrange(10, 400)))
            handed = self.ask("POST", "/attachments", rows.encode(), "text/plain", {"Content-Disposition": 'attachment; filename="lijst.txt"'})
            if handed:
                attachments = [{"name": "lijst.txt", "size": len(rows), "media_type": "text/plain", "inline": False, "ref": handed["ref"]}]
        several = chance.random() < 0.1
        to = [f"bewoner{chance.randrange(1000)}@adres{at}.example" for at in range(30 if several else 1)]
        message = {"draft": f"{number}-{chance.random()}", "lang": "nl-NL", "kind": "new", "from": {"address": self.mailbox, "name": ""},
                   "to": [{"address": address, "name": ""} for address in to], "subject": "Planning", "attachments": attachments,
                   "body": {"format": "text", "content": "Goedemorgen,\n\n" + "De planning voor het kwartaal ligt op schema. " * chance.randrange(5, 80)}}
        answer = self.ask("POST", "/checks", message)
        if answer:
            outcome = {"outcome": "sent" if answer["decision"] == "allow" else "went_back", "findings": []}
            self.ask("POST", f"/checks/{answer['id']}/outcome", outcome)

    def run(self):
        self.enrol()
        while time.monotonic() < end and self.tokens:
            self.mail()
            if self.chance.random() < 0.02:
                self.renew()
            time.sleep(self.chance.expovariate(1 / options.pause))


def memory():
    """Resident memory of the service and its workers, in MiB."""
    family = [service.pid] + [int(child) for child in pathlib.Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()]
    fields = [line for one in family for line in pathlib.Path(f"/proc/{one}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return sum(int(line.split()[1]) for line in fields) / 1024


threads = [threading.Thread(target=Client(number).run, daemon=True) for number in range(options.clients)]
for thread in threads:
    thread.start()
seen = []
while any(thread.is_alive() for thread in threads):
    time.sleep(min(30, max(1, end - time.monotonic())))
    seen.append(memory())
    with lock:
        recent = sorted(took[-2000:]) or [0]
        print(f"{done:7} requests, {len(faults)} failed, p50 {recent[len(recent) // 2] * 1e3:.0f} ms, p99 {recent[len(recent) * 99 // 100] * 1e3:.0f} ms, {seen[-1]:.0f} MiB", flush=True)
service.send_signal(signal.SIGINT)
service.wait()
half = len(seen) // 2
middle, last = statistics.median(seen[half : half + 3]), statistics.median(seen[-3:])
print(f"memory in the middle {middle:.0f} MiB, at the end {last:.0f} MiB; {len(faults)} of {done} requests failed")
for fault in sorted(set(faults))[:10]:
    print(faults.count(fault), fault)
sys.exit(bool(faults) or last > middle * 1.1)
