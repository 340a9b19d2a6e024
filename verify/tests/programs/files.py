"""A program of version 2 of the protocol, written without the package: python3 files.py WAY [FILE].

It answers the input x as the output y, by files where x came in one, and in the cases whose input `at` is 1 in a way of its own.
"""
import base64
import json
import os
import sys
import time

AT = base64.b64encode(b"\1" + bytes(7)).decode()  # 1 as int64
way, note = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""


def say(reply):
    print(json.dumps(reply), flush=True)


def place(request, name):
    return os.path.join(request["files"]["folder"], name)


def content(request):
    with open(place(request, request["inputs"]["x"]["file"]), "rb") as file:
        return file.read()


def reply(request, **members):
    """y with the dtype and shape of x, and what is given beside them."""
    x = request["inputs"]["x"]
    say({"id": request["id"], "outputs": {"y": {"dtype": x["dtype"], "shape": x["shape"], **members}}})


def reply_file(request, content, **members):
    name = f"mine-{request['id']}"
    with open(place(request, name), "wb") as file:
        file.write(content)
    reply(request, **{"file": name, **members})


def echo(request):
    x = request["inputs"]["x"]
    if "file" in x:
        reply_file(request, content(request))
    else:
        reply(request, data=x["data"])


def scribbles(request):
    """Answers what it was given, and spoils the file of its argument."""
    data = content(request)
    path = place(request, request["inputs"]["x"]["file"])
    os.chmod(path, 0o600)
    with open(path, "wb") as file:
        file.write(bytes(len(data)))
    reply_file(request, data)


def links(request):
    with open(note, "wb") as file:
        file.write(content(request))
    os.symlink(note, place(request, "link"))
    reply(request, file="link")


def outside(request):
    with open(note, "wb") as file:
        file.write(content(request))
    reply(request, file=note)


def above(request):
    reply(request, file="../" + os.path.basename(request["files"]["folder"]) + "/" + request["inputs"]["x"]["file"])


def special(make):
    def answer(request):
        make(place(request, "special"))
        reply(request, file="special")
    return answer


def tells_and_hangs(request):
    with open(note, "w") as file:
        file.write(request["files"]["folder"])
    time.sleep(600)


def leaves_and_dies(request):
    with open(place(request, "left"), "wb") as file:
        file.write(bytes(1000))
    with open(note, "w") as file:
        file.write(request["files"]["folder"])
    os._exit(3)


CASES = {
    "echoes": echo,
    "is short": lambda request: reply_file(request, content(request)[:-1]),
    "is long": lambda request: reply_file(request, content(request) + b"\0"),
    "is empty": lambda request: reply_file(request, b""),
    "writes nothing": lambda request: reply(request, file="nothing"),
    "names its input": lambda request: reply(request, file=request["inputs"]["x"]["file"]),
    "names nothing": lambda request: reply(request, file=""),
    "names a number": lambda request: reply(request, file=7),
    "cuts its name": lambda request: reply_file(request, content(request), file=f"mine-{request['id']}\0/etc"),
    "says both": lambda request: reply_file(request, content(request), data=""),
    "claims more": lambda request: reply_file(request, content(request), shape=[4611686018427387904]),
    "links": links,
    "goes outside": outside,
    "goes above": above,
    "makes a folder": special(os.mkdir),
    "makes a pipe": special(os.mkfifo),
    "answers in base64": lambda request: reply(request, data=base64.b64encode(content(request)).decode()),
    "scribbles": scribbles,
    "tells and hangs": tells_and_hangs,
    "leaves and dies": leaves_and_dies,
}

asked = json.loads(sys.stdin.readline())
assert asked["etalon"] == 1 and asked["versions"] == [1, 2], asked
say({"etalon": 2, "name": f"files, and {way}", "implements": ["test.echo", "nn.softplus"], "dtypes": ["float64", "float32"]})
for line in sys.stdin:
    request = json.loads(line)
    at = request["inputs"].get("at", {"data": AT})
    (CASES[way] if at["data"] == AT else echo)(request)
