"""PyTorch's derivatives of formulas, by torch.func, and its flows."""
import math

import numpy as np
import torch
from torch.nn import functional as F

from formulas import function
from torch_call import gradient, implements


def module(x):
    """The grammar's functions, of tensors and of Python's numbers."""
    def lifted(f):
        return lambda *arguments: f(*(torch.as_tensor(a, dtype=x.dtype) for a in arguments))
    names = {name: getattr(torch, name) for name in "exp log log1p expm1 sqrt square sin cos tan sinh cosh tanh atan abs sigmoid erf relu atan2".split()}
    return {name: lifted(f) for name, f in {**names, "softplus": F.softplus, "max": torch.maximum, "min": torch.minimum}.items()}


def vector(text):
    def f(x):
        return torch.stack([torch.as_tensor(y, dtype=x.dtype) + 0 * x[0] if not torch.is_tensor(y) else y for y in function(text, module(x))(list(x))])
    return f


def scalar(text, **parameters):
    def f(x):
        (y,) = function(text, module(x), **parameters)(list(x))
        return y if torch.is_tensor(y) else y + 0 * x[0]
    return f


@implements("calculus.jacobian")
def jacobian(function, x):
    return torch.func.jacrev(vector(function))(x)


@implements("calculus.gradient")
def gradient_of(function, x):
    return torch.func.grad(scalar(function))(x)


@implements("calculus.hessian")
def hessian(function, x):
    return torch.func.hessian(scalar(function))(x)


@implements("calculus.jvp")
def jvp(function, x, direction):
    return torch.func.jvp(vector(function), (x,), (direction,))[1]


@implements("calculus.vjp")
def vjp(function, x, weights):
    return torch.func.vjp(vector(function), x)[1](weights)[0]


@implements("calculus.hvp")
def hvp(function, x, direction):
    return torch.func.jvp(torch.func.grad(scalar(function)), (x,), (direction,))[1]


@implements("calculus.chain")
def chain(outer, inner, x):
    return torch.func.jacrev(lambda x: vector(outer)(vector(inner)(x)))(x)


@implements("calculus.divergence")
def divergence(function, x):
    return torch.trace(torch.func.jacrev(vector(function))(x))


@implements("calculus.change_of_variables")
def change_of_variables(density, map, lower, upper, nodes):
    t, weight = (torch.as_tensor(part, dtype=lower.dtype) for part in np.polynomial.legendre.leggauss(nodes))
    g, p = (lambda x, text=text: scalar(text)(x[None]) for text in (map, density))
    first, last = g(lower), g(upper)
    x, y = (begin / 2 + end / 2 + (end / 2 - begin / 2) * t for begin, end in ((lower, upper), (first, last)))
    slope = torch.stack([torch.func.grad(g)(entry) for entry in x])
    over_x = weight * torch.stack([p(g(entry)) for entry in x]) * slope.abs()
    over_y = weight * torch.stack([p(entry) for entry in y])
    return {"over_x": (upper / 2 - lower / 2) * over_x.sum(), "over_y": (last / 2 - first / 2).abs() * over_y.sum()}


def coupling(x, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = x[:, : scale_weight.shape[1]], x[:, scale_weight.shape[1] :]
    s = torch.tanh(F.linear(passed, scale_weight, scale_bias))
    y = torch.cat([passed, moved * torch.exp(s) + F.linear(passed, shift_weight, shift_bias)], 1)
    return y, normal(x) - s.sum(1)


def inverse(y, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = y[:, : scale_weight.shape[1]], y[:, scale_weight.shape[1] :]
    s = torch.tanh(F.linear(passed, scale_weight, scale_bias))
    x = torch.cat([passed, (moved - F.linear(passed, shift_weight, shift_bias)) * torch.exp(-s)], 1)
    return x, normal(x) - s.sum(1)


def planar(x, u, w, b):
    along = w @ u
    if along <= -1:
        raise ValueError("no inverse")
    h = torch.tanh(x @ w + b)
    return x + h[:, None] * u, normal(x) - torch.log1p(along * (1 - h**2))


def planar_inverse(y, u, w, b):
    along, image = w @ u, y @ w
    if along <= -1:
        raise ValueError("no inverse")
    with torch.no_grad():  # bisection for the value; the step of Newton's method after it has the derivative
        low, high = image - along.abs(), image + along.abs()
        for _ in range(120):
            middle = low / 2 + high / 2
            above = middle + along * torch.tanh(middle + b) > image
            low, high = torch.where(above, low, middle), torch.where(above, middle, high)
        alpha = torch.where(torch.tanh(image + b) == 0, image, low / 2 + high / 2)
    alpha = alpha - (alpha + along * torch.tanh(alpha + b) - image) / (1 + along * (1 - torch.tanh(alpha + b) ** 2))
    h = torch.tanh(alpha + b)
    x = y - h[:, None] * u
    return x, normal(x) - torch.log1p(along * (1 - h**2))


def normal(x):
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)


for name, f in {"affine_coupling": coupling, "affine_coupling_inverse": inverse, "planar_flow": planar, "planar_flow_inverse": planar_inverse}.items():
    implements(f"calculus.{name}")(f)


@implements("calculus.affine_coupling.vjp")
def coupling_vjp(x, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_y, cotangent_log_density):
    return gradient(coupling, x, scale_weight, scale_bias, shift_weight, shift_bias, cotangent=(cotangent_y, cotangent_log_density))


@implements("calculus.affine_coupling_inverse.vjp")
def inverse_vjp(y, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_x, cotangent_log_density):
    return gradient(inverse, y, scale_weight, scale_bias, shift_weight, shift_bias, cotangent=(cotangent_x, cotangent_log_density))


@implements("calculus.planar_flow.vjp")
def planar_vjp(x, u, w, b, cotangent_y, cotangent_log_density):
    return gradient(planar, x, u, w, b, cotangent=(cotangent_y, cotangent_log_density))


@implements("calculus.planar_flow_inverse.vjp")
def planar_inverse_vjp(y, u, w, b, cotangent_x, cotangent_log_density):
    return gradient(planar_inverse, y, u, w, b, cotangent=(cotangent_x, cotangent_log_density))
