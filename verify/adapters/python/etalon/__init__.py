"""Puts an implementation in Python on trial.

    import etalon
    import numpy as np

    @etalon.implements("nn.softmax")
    def softmax(x, axis):
        e = np.exp(x - x.max(axis, keepdims=True))
        return e / e.sum(axis, keepdims=True)

    etalon.serve(name="my library 1.0")

README.md, one folder up, tells more, and the one above that describes the protocol.
"""
import inspect
import json
import os
import sys
import traceback
import warnings

try:
    import numpy as np
except ImportError as missing:
    print(f"etalon: {sys.executable} cannot import NumPy ({missing}).\n"
          f"Choose an interpreter that has it: --python /path/to/python3", file=sys.stderr)
    sys.exit(2)

from etalon.wire import LAYOUTS, Files, decode, encode, laid_out

__all__ = ["DomainError", "answer", "implements", "serve"]

VERSIONS = (1, 2)  # of the protocol; the second has files for large arrays


class DomainError(ValueError):
    """Refuses an input: `raise etalon.DomainError("C1", "x has an entry that is NaN")`."""

    def __init__(self, clause, message):
        super().__init__(message)
        self.clause = clause


functions = {}  # "nn.softmax" or "optimization.adam{epsilon_inside}" -> (function, names it accepts; None: any)
declared = {}  # "nn.softmax" -> {"dtypes": [...], "only": {"axis": [0, -1]}, "arithmetic": "bfloat16/float32"}


def implements(name, dtypes=None, only=None, arithmetic=None):
    """Registers the decorated function as the operation `name`.

    The function takes the operation's inputs by keyword, those that its signature names, and returns the output,
    a tuple of the outputs in order, or a dict of them by name. "operation{variant}" claims one variant. A plain name
    claims the default one; or all of them, if the function takes an argument `variant`, from which it reads which one.

    `dtypes` are those that it has, where it lacks some of the program's. `only={"full": [0]}` says which values of an
    input it takes: other cases are not put before it, and count as unsupported. `arithmetic="bfloat16/float32"` claims
    that factors of products are rounded to bfloat16 and everything is accumulated in float32, for dtypes no wider than that.
    """
    def register(function):
        if name in functions:
            raise ValueError(f"{name} is implemented twice")
        functions[name] = (function, accepted(function))
        limits = {"dtypes": list(dtypes)} if dtypes else {}
        if only:
            limits["only"] = {field: list(values) for field, values in only.items()}
        if arithmetic:
            limits["arithmetic"] = arithmetic
        if limits:
            declared[name.partition("{")[0]] = limits
        return function

    return register


def accepted(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:  # a builtin without a signature
        return None
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return None
    return {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}


def claims():
    """The names that the verifier reads: "operation{*}" is every variant of an operation."""
    return [f"{name}{{*}}" if "{" not in name and (names is None or "variant" in names) else name
            for name, (_, names) in functions.items()]


def serve(name, dtypes=("float64", "float32"), layouts=LAYOUTS, flushes_subnormals=False, arithmetic=None):
    """Answers the verifier, one JSON object a line each way over stdin and stdout, until the requests end.

    The functions see arrays by rows ("C"), by columns ("F") and as strided views ("strided"), whatever their users may
    pass; `layouts=("C",)` is for those that take nothing else. `flushes_subnormals=True` declares arithmetic that takes
    subnormal numbers for zero, and `arithmetic` what `implements` says, for all that say nothing else.
    """
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    # From here on, what the functions print goes to stderr, and what they read is empty.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout.flush()
    sys.stdout = sys.stderr
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    for line in requests:
        replies.write(json.dumps(answer(line, name, dtypes, layouts, flushes_subnormals, arithmetic)) + "\n")
        replies.flush()


def answer(line, name="", dtypes=("float64", "float32"), layouts=LAYOUTS, flushes_subnormals=False, arithmetic=None):
    """The reply to one line of request."""
    try:
        request = json.loads(line)
    except ValueError as error:  # not JSON, or not UTF-8
        return {"error": f"the request is not JSON: {error}"}
    if not isinstance(request, dict):
        return {"error": "the request is not a JSON object"}
    if request.get("request") == "describe":
        version = max((known for known in VERSIONS if known in request.get("versions", ())), default=1)
        return {"etalon": version, "name": name, "implements": claims(), "dtypes": list(dtypes), "operations": declared,
                "layouts": list(layouts), "flushes_subnormals": bool(flushes_subnormals), **({"arithmetic": arithmetic} if arithmetic else {})}
    reply = {"id": request["id"]} if "id" in request else {}
    if not isinstance(request.get("op"), str):
        return {**reply, "error": "the request is neither a description nor a call"}
    return {**reply, **call(request)}


def call(request):
    op, variant = request["op"], request.get("variant")
    asked = op if variant is None else f"{op}{{{variant}}}"
    function, names = functions.get(asked) or functions.get(op) or (None, None)
    if function is None:
        return {"unsupported": f"{asked} is not implemented"}
    try:
        files = Files(request)
        layouts = request.get("layouts", {})
        arguments = {field: laid_out(decode(value, files), layouts.get(field, "C")) for field, value in request["inputs"].items()}
        outputs = request["outputs"]
    except Exception as error:
        return {"error": f"the request cannot be read: {described(error)}"}
    if variant is not None:
        arguments["variant"] = variant
    if names is not None:
        arguments = {field: value for field, value in arguments.items() if field in names}

    before = {field: snapshot(value) for field, value in arguments.items()}
    try:
        with np.errstate(all="ignore"):
            returned = function(**arguments)
    except DomainError as refusal:
        return {"failure": {"clause": refusal.clause, "message": str(refusal)}}
    except NotImplementedError as error:
        return {"unsupported": str(error) or f"{asked} is not implemented for these inputs"}
    except Exception as error:  # however it refuses
        return {"failure": {"clause": "", "message": described(error, function)}}

    changed = [field for field, value in arguments.items() if snapshot(value) != before[field]]
    try:
        reply = {"outputs": {field: encode(value, request.get("dtype"), files) for field, value in by_name(returned, outputs).items()}}
        return {**reply, "changed": changed} if changed else reply
    except Exception as error:
        return {"error": described(error)}


def snapshot(value):
    """What an argument holds, to be compared with what it holds after the call."""
    if isinstance(value, list):
        return [snapshot(entry) for entry in value]
    return value.tobytes() if isinstance(value, np.ndarray) else None


def by_name(returned, outputs):
    """The returned value as a dict with one entry for each output."""
    if isinstance(returned, dict):
        missing = [field for field in outputs if field not in returned]
        if missing:
            raise TypeError(f"the returned dict lacks {', '.join(missing)}")
        return {field: returned[field] for field in outputs}
    values = returned if isinstance(returned, tuple) else (returned,)
    if len(values) != len(outputs):
        raise TypeError(f"{len(values)} returned where the outputs are {', '.join(outputs)}")
    return dict(zip(outputs, values))


def described(error, function=None):
    """`TypeError: ... (file.py:12)`, the place being the last line reached in the function's own file."""
    text = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)[1:] if function else []
    own = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [frame for frame in frames if frame.filename == own] or frames
    return f"{text} ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else text
