"""Programs that break the protocol, each in its way: python3 fake.py WAY [FILE].

All describe themselves as of version 1, answer the input x as the output y, and misbehave in the cases whose input `at` is 1.
"""
import base64
import json
import os
import signal
import subprocess
import sys
import time

AT = base64.b64encode(b"\1" + bytes(7)).decode()  # 1 as int64
way, file = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""


def say(reply):
    print(json.dumps(reply), flush=True)


def echo(request, **changes):
    say({"id": request["id"], "outputs": {"y": {**request["inputs"]["x"], **changes}}})


def describe(**changes):
    say({"etalon": 1, "name": f"fake that {way}", "implements": ["test.echo"], "dtypes": ["float64"], **changes})


def fill_stderr():
    for i in range(20000):
        print(f"warning {i}", file=sys.stderr)


def out_of_order(request):
    following = json.loads(sys.stdin.readline())
    echo(following)
    echo(request)


def leave_a_child(request):
    child = subprocess.Popen(["sleep", "600"])
    with open(file, "w") as f:
        f.write(f"{os.getpid()} {child.pid}")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    echo(request)
    time.sleep(600)


CASES = {
    "echoes": echo,
    "hangs": lambda request: time.sleep(600),
    "dies": lambda request: (print("Fatal: the matrix is haunted\n", file=sys.stderr, flush=True), os._exit(3)),
    "segfaults": lambda request: os.kill(os.getpid(), signal.SIGSEGV),
    "dies afterwards": lambda request: (echo(request), os._exit(0)),
    "prints rubbish": lambda request: (print("Hello\a \udcff world" + "!" * 200, flush=True), echo(request)),
    "prints a list": lambda request: print("[1, 2]", flush=True),
    "nests": lambda request: print('{"id":' + "[" * 1000000, flush=True),
    "answers another": lambda request: say({"id": 10**9, "outputs": {}}),
    "answers no id": lambda request: say({"error": "what?"}),
    "answers twice": lambda request: (echo(request), echo(request)),
    "answers an old one": lambda request: (say({"id": 1, "outputs": {}}), echo(request)),
    "lacks data": lambda request: echo(request, data=""),
    "invents a dtype": lambda request: echo(request, dtype="float65"),
    "answers in float32": lambda request: echo(request, dtype="float32", shape=[2]),
    "refuses": lambda request: say({"id": request["id"], "failure": {"clause": "C1", "message": "no\nthanks"}}),
    "prints endlessly": lambda request: [sys.stdout.write("x" * 2**20) for _ in range(66)],
    "drips": lambda request: [(print(".", end="", flush=True), time.sleep(0.02)) for _ in range(500)],
    "swaps": out_of_order,
    "closes stdout": lambda request: (os.close(1), time.sleep(600)),
    "is slow": lambda request: (time.sleep(0.25), echo(request)),
    "fills stderr": lambda request: (fill_stderr(), echo(request)),
    "never ends": leave_a_child,
    "speaks once": lambda request: os._exit(1),
    "goes deaf": echo,
}

if way == "lacks a module":
    import no_such_module
if way == "is silent":
    time.sleep(600)
if way == "speaks once":
    with open(file, "a") as starts:
        starts.write("started\n")
    if os.path.getsize(file) > len("started\n"):
        sys.exit("only once")
sys.stdin.readline()
if way == "prints a banner":
    print("Welcome to the library\n[]\n{}\n", flush=True)
    way = "echoes"
elif way == "shouts forever":
    while True:
        print("hello", flush=True)
elif way == "is from the future":
    describe(etalon=3)
elif way == "lacks a list":
    describe(implements="everything")
elif way == "wants float80":
    describe(dtypes=["float80"])
describe()
if way == "goes deaf":
    time.sleep(600)
sys.stdout.reconfigure(errors="surrogateescape")
for line in sys.stdin:
    request = json.loads(line)
    (CASES[way] if request["inputs"]["at"]["data"] == AT else echo)(request)
