"""What NumPy says of calculus: differences, complex steps, and flows with their derivatives written out."""
import math

import etalon
import numpy as np

from formulas import function
from numpy_nn import sigmoid, softplus


def module(dtype):
    """The grammar's functions of numbers of a dtype, complex ones among them."""
    def lifted(f):
        return lambda *arguments: f(*(np.asarray(a, None if np.iscomplexobj(a) else dtype)[()] for a in arguments))
    names = {name: getattr(np, name) for name in "exp log log1p expm1 sqrt square sin cos tan sinh cosh tanh abs".split()}
    others = {"atan": np.arctan, "atan2": np.arctan2, "max": np.maximum, "min": np.minimum, "relu": lambda v: np.maximum(v, 0), "erf": lambda v: dtype.type(math.erf(v)),
              "sigmoid": lambda v: 1 / (1 + np.exp(-v)) if np.iscomplexobj(v) else sigmoid(np.asarray(v))[()],
              "softplus": lambda v: v + np.log(1 + np.exp(-v)) if np.iscomplexobj(v) and v.real > 0 else np.log(1 + np.exp(v)) if np.iscomplexobj(v) else softplus(np.asarray(v))[()]}
    return {name: lifted(f) for name, f in {**names, **others}.items()}


def values(text, x, dtype):
    with np.errstate(all="ignore"):
        return [np.asarray(y, None if np.iscomplexobj(y) else dtype) for y in function(text, module(dtype))(list(x))]


@etalon.implements("calculus.finite_difference")
def finite_difference(function, x, h, variant="forward"):
    columns = []
    for j in range(len(x)):
        ahead, behind = x.copy(), x.copy()
        ahead[j] += h
        if variant == "central":
            behind[j] -= h
        step = 2 * h if variant == "central" else h
        columns.append([(y - z) / step for y, z in zip(values(function, ahead, x.dtype), values(function, behind, x.dtype))])
    return np.array(columns, x.dtype).T


@etalon.implements("calculus.complex_step")
def complex_step(function, x, h):
    columns = []
    for j in range(len(x)):
        moved = x.astype(np.complex64 if x.dtype == np.float32 else np.complex128)
        moved[j] += moved.dtype.type(1j) * h
        columns.append([np.imag(y) / h for y in values(function, moved, x.dtype)])
    return np.array(columns, x.dtype).T


@etalon.implements("calculus.change_of_variables")
def change_of_variables(density, map, lower, upper, nodes):
    dtype = lower.dtype
    first, last = (values(map, np.array([end]), dtype)[0] for end in (lower, upper))
    t, weight = (part.astype(dtype) for part in np.polynomial.legendre.leggauss(nodes))

    def rule(f, begin, end):
        return abs(end / 2 - begin / 2) * np.sum(weight * np.array([f(x) for x in (begin / 2 + end / 2) + (end / 2 - begin / 2) * t], dtype))

    def pulled_back(x):
        # So short that its square vanishes beside everything: h²·g‴/6 is all that is left where g′ is 0.
        slope = complex_step(map, np.array([x]), dtype.type(2.0 ** (0.7 * np.finfo(dtype).minexp)))[0, 0]
        return values(density, np.array([values(map, np.array([x]), dtype)[0]]), dtype)[0] * abs(slope)

    return {"over_x": rule(pulled_back, lower, upper), "over_y": rule(lambda y: values(density, np.array([y]), dtype)[0], first, last)}


def normal(x):
    return -(x * (x / 2)).sum(1) - x.dtype.type(x.shape[1] * math.log(2 * math.pi) / 2)


def halves(x, weight):
    return x[:, : weight.shape[1]], x[:, weight.shape[1] :]


def sech2(a):
    e = np.exp(-2 * np.abs(a))
    return 4 * e / ((1 + e) * (1 + e))


@etalon.implements("calculus.affine_coupling")
def affine_coupling(x, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = halves(x, scale_weight)
    s = np.tanh(passed @ scale_weight.T + scale_bias)
    return np.concatenate([passed, moved * np.exp(s) + (passed @ shift_weight.T + shift_bias)], 1), normal(x) - s.sum(1)


@etalon.implements("calculus.affine_coupling.vjp")
def affine_coupling_vjp(x, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_y, cotangent_log_density):
    passed, moved = halves(x, scale_weight)
    of_passed, of_moved = halves(cotangent_y, scale_weight)
    density = cotangent_log_density[:, None]
    a = passed @ scale_weight.T + scale_bias
    back = of_moved * np.exp(np.tanh(a))
    of_a = (back * moved - density) * sech2(a)
    grad = np.concatenate([of_passed - density * passed + of_a @ scale_weight + of_moved @ shift_weight, back - density * moved], 1)
    return grad, of_a.T @ passed, of_a.sum(0), of_moved.T @ passed, of_moved.sum(0)


@etalon.implements("calculus.affine_coupling_inverse")
def affine_coupling_inverse(y, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = halves(y, scale_weight)
    s = np.tanh(passed @ scale_weight.T + scale_bias)
    x = np.concatenate([passed, (moved - (passed @ shift_weight.T + shift_bias)) * np.exp(-s)], 1)
    return x, normal(x) - s.sum(1)


@etalon.implements("calculus.affine_coupling_inverse.vjp")
def affine_coupling_inverse_vjp(y, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_x, cotangent_log_density):
    passed, moved = halves(y, scale_weight)
    of_passed, of_moved = halves(cotangent_x, scale_weight)
    density = cotangent_log_density[:, None]
    a = passed @ scale_weight.T + scale_bias
    shrink = np.exp(-np.tanh(a))
    x = (moved - (passed @ shift_weight.T + shift_bias)) * shrink
    of_x = of_moved - density * x
    back = of_x * shrink
    of_a = -(of_x * x + density) * sech2(a)
    grad = np.concatenate([of_passed - density * passed + of_a @ scale_weight - back @ shift_weight, back], 1)
    return grad, of_a.T @ passed, of_a.sum(0), -(back.T @ passed), -back.sum(0)


@etalon.implements("calculus.planar_flow")
def planar_flow(x, u, w, b):
    along, a = w @ u, x @ w + b
    if along <= -1:
        raise etalon.DomainError("C2", "no inverse")
    return x + np.tanh(a)[:, None] * u, normal(x) - np.log1p(along * sech2(a))


@etalon.implements("calculus.planar_flow.vjp")
def planar_flow_vjp(x, u, w, b, cotangent_y, cotangent_log_density):
    along, a = w @ u, x @ w + b
    if along <= -1:
        raise etalon.DomainError("C2", "no inverse")
    h, slope = np.tanh(a), sech2(a)
    share = cotangent_log_density / (1 + along * slope)
    of_a = slope * (cotangent_y @ u + 2 * h * along * share)
    grad_x = cotangent_y - cotangent_log_density[:, None] * x + of_a[:, None] * w
    return grad_x, h @ cotangent_y - (share * slope).sum() * w, of_a @ x - (share * slope).sum() * u, of_a.sum()


def argument(along, b, image):
    """a + b of a + along tanh(a + b) = image, entry by entry: halvings, since the left side increases."""
    low, high = image - abs(along), image + abs(along)
    for _ in range(2 * np.finfo(image.dtype).nmant):
        middle = low / 2 + high / 2
        above = middle + along * np.tanh(middle + b) > image
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    a = np.where(np.tanh(image + b) == 0, image, low / 2 + high / 2)
    return a - (a + along * np.tanh(a + b) - image) / (1 + along * sech2(a + b)) + b


@etalon.implements("calculus.planar_flow_inverse")
def planar_flow_inverse(y, u, w, b):
    along = w @ u
    if along <= -1:
        raise ValueError("no inverse")
    a = argument(along, b, y @ w)
    x = y - np.tanh(a)[:, None] * u
    return {"x": x, "log_density": normal(x) - np.log1p(along * sech2(a))}


@etalon.implements("calculus.planar_flow_inverse.vjp")
def planar_flow_inverse_vjp(y, u, w, b, cotangent_x, cotangent_log_density):
    along = w @ u
    if along <= -1:
        raise ValueError("no inverse")
    a = argument(along, b, y @ w)
    h, slope = np.tanh(a), sech2(a)
    hat = cotangent_x - cotangent_log_density[:, None] * (y - h[:, None] * u)
    volume = 1 + along * slope
    share = cotangent_log_density * slope / volume
    s = (2 * share * h * along - slope * (hat @ u)) / volume
    both = s * h + share
    return {"grad_y": hat + s[:, None] * w, "grad_u": -(h[:, None] * hat + both[:, None] * w).sum(0), "grad_w": (s[:, None] * y - both[:, None] * u).sum(0), "grad_b": s.sum()}
