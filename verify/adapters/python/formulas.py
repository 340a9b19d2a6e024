"""The formulas and named functions of calculus, over any module of arrays."""
import math
import re

NAMED = {  # as reference/contract/function_of_x.cpp writes them
    "square_and_product": lambda x, m: [x[0] ** 2 + x[1], x[0] * x[1]],
    "polar": lambda x, m: [x[0] * m["cos"](x[1]), x[0] * m["sin"](x[1])],
    "spherical": lambda x, m: [x[0] * m["sin"](x[1]) * m["cos"](x[2]), x[0] * m["sin"](x[1]) * m["sin"](x[2]), x[0] * m["cos"](x[1])],
    "quadratic_form": lambda x, m: [sum(v**2 for v in x) - sum(x[i] * x[i + 1] for i in range(len(x) - 1))],
    "rosenbrock": lambda x, m: [sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))],
    "himmelblau": lambda x, m: [(x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2],
    "softmax": lambda x, m: [m["exp"](v) / sum(m["exp"](w) for w in x) for v in x],
    "log_sum_exp": lambda x, m: [m["log"](sum(m["exp"](v) for v in x))],
    "logistic_loss": lambda x, m: [sum(m["softplus"](v if i % 2 else -v) for i, v in enumerate(x))],
    "mlp": lambda x, m: [
        sum(((k + 2 * o) % 3 + 1) / 2 * m["tanh"](sum(((3 * k + 2 * i) % 5 - 2) / 4 * v for i, v in enumerate(x)) + (k % 3 - 1) / 8) for k in range(len(x))) for o in range(2)
    ],
    "coupling": lambda x, m: [x[0], x[1] * m["exp"](m["tanh"](x[0])) + x[0] ** 2],
    "planar": lambda x, m: [v + m["tanh"](sum(w if j % 2 == 0 else w / 2 for j, w in enumerate(x)) + 1 / 2) / (2 if i % 2 == 0 else 1) for i, v in enumerate(x)],
}


def function(text, module, **parameters):
    """The outputs, as a list, of the entries of x, as a list. `module` has the grammar's functions; parameters have names."""
    if text in NAMED:
        return lambda x: NAMED[text](x, module)
    python = re.sub(r"\bx\b(?!\s*\[)", "x[0]", text.replace("^", "**"))
    code = compile(python.strip(), text, "eval")

    def outputs(x):
        y = eval(code, {"__builtins__": {}, "pi": math.pi, **module, **parameters}, {"x": x})
        return list(y) if isinstance(y, list) else [y]

    return outputs
