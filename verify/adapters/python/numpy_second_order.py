"""Second-order steps of optimization in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

import numpy_linalg


def finite(*arrays):
    for array in arrays:
        if not np.isfinite(array).all():
            raise etalon.DomainError("C1", "an entry is not finite")


def symmetric(h):
    """The matrix of h's lower triangle."""
    return np.tril(h) + np.tril(h, -1).T


def definite_step(h, g):
    """p with h p = -g; LinAlgError where h is not positive definite."""
    return numpy_linalg.cholesky_solve(h, -g[:, None])[:, 0]


def scaled(x):
    """x beside a power of two, its largest entry between 1/2 and 1."""
    exponent = int(np.frexp(np.abs(x).max(initial=0))[1])
    return np.ldexp(x, -exponent), exponent


# ---- Newton's steps ----

@etalon.implements("optimization.babylonian_sqrt")
def babylonian_sqrt(a, x):
    finite(a, x)
    if a < 0 or x <= 0:
        raise etalon.DomainError("C1", "a is negative, or x not positive")
    a, x = np.array([a]), np.array([x])  # arrays keep their dtype
    return (x / 2 + (a / 2 / x if a > 1 else a / x / 2))[0]


@etalon.implements("optimization.newton_scalar_minimum")
def newton_scalar_minimum(x, slope, curvature):
    if curvature == 0:
        raise etalon.DomainError("C2", "the second derivative is 0")
    step = slope / curvature
    next = x - step if np.isfinite(step) else (np.array([x]) / 2 - np.array([slope]) / 2 / curvature)[0] * x.dtype.type(2)
    return next, int(curvature > 0)


@etalon.implements("optimization.newton")
def newton(x, g, h, variant="definite"):
    finite(x, g, h)
    p = definite_step(h, g) if variant == "definite" else np.linalg.solve(symmetric(h), -g)
    return {"p": p, "next": x + p}


@etalon.implements("optimization.damped_newton")
def damped_newton(x, g, h, rate, k, variant="fixed"):
    finite(x, g, h)
    p = definite_step(h, g)
    rate_k = rate if variant == "fixed" else np.minimum(np.ldexp(rate, min(k, 2000)), rate.dtype.type(1))
    return {"p": p, "rate_k": rate_k, "next": x + rate_k * p}


# ---- quasi-Newton ----

@etalon.implements("optimization.bfgs")
def bfgs(h, s, y, variant="inverse"):
    finite(h, s, y)
    h = symmetric(h)
    (s, s_exponent), (y, y_exponent) = scaled(s), scaled(y)
    along = s if variant == "direct" else y
    image, curvature = h @ along, s @ y
    expected = along @ image
    if not expected > 0 and along.any():
        raise etalon.DomainError("C3", "what h says of the curvature is not positive")
    if not curvature > 0:
        if variant == "skip":
            return h
        raise etalon.DomainError("C2", "the curvature along s is not positive")
    if variant == "direct":
        return h - np.outer(image / expected, image) + np.ldexp(np.outer(y / curvature, y), y_exponent - s_exponent)
    outer, cross = np.outer(s / curvature, s), np.outer(s, image)
    return h - (cross + cross.T) / curvature + expected / curvature * outer + np.ldexp(outer, s_exponent - y_exponent)


@etalon.implements("optimization.lbfgs_direction")
def lbfgs_direction(g, s, y, variant="scaled"):
    finite(g, s, y)
    pairs = []
    for one_s, one_y in zip(s, y):
        (one_s, s_exponent), (one_y, y_exponent) = scaled(one_s), scaled(one_y)
        if not one_s @ one_y > 0:
            raise etalon.DomainError("C2", "the curvature along a step is not positive")
        pairs.append((one_s, one_y, one_s @ one_y, s_exponent - y_exponent))
    q, alphas = g, []
    for one_s, one_y, curvature, _ in reversed(pairs):
        alphas.append(one_s @ q / curvature)
        q = q - alphas[-1] * one_y
    if variant == "scaled" and pairs:
        _, one_y, curvature, exponent = pairs[-1]
        q = np.ldexp(curvature / (one_y @ one_y) * q, exponent)
    for (one_s, one_y, curvature, exponent), alpha in zip(pairs, reversed(alphas)):
        q = q + one_s * (np.ldexp(alpha, exponent) - one_y @ q / curvature)
    return -q


# ---- trust regions ----

class UnitModel:
    """The model in units in which the largest entries of g and h are near 1, and the radius in these."""

    def __init__(self, g, h, delta):
        finite(g, h)
        if not 0 < delta < np.inf:
            raise etalon.DomainError("C3", "the radius is not positive")
        self.g, e_g = scaled(g)
        h = symmetric(h)
        self.h_exponent = scaled(h)[1] // 2 * 2
        self.h = np.ldexp(h, -self.h_exponent)
        self.g_exponent, self.exponent = e_g, e_g - self.h_exponent
        self.delta = np.ldexp(delta, -self.exponent)

    def back(self, p):
        return np.ldexp(p, self.exponent)


def norm(x):
    unit, exponent = scaled(x)
    return np.ldexp(np.sqrt(unit @ unit), exponent)


def to_boundary(z, d, delta):
    """t with |z + t d| = delta, for |z| <= delta and z'd >= 0, without cancellation."""
    unit, exponent = scaled(d)
    length, a, b = norm(z), unit @ unit, z @ unit
    missing = (delta - length) * (delta + length)
    return np.ldexp(missing / (b + np.sqrt(b * b + a * missing)), -exponent)


@etalon.implements("optimization.trust_region.scaled_newton")
def scaled_newton(g, h, delta):
    model = UnitModel(g, h, delta)
    newton = definite_step(model.h, model.g)
    length = norm(newton)
    scale = np.ones_like(delta) if length <= model.delta else model.delta / length
    return {"p": model.back(scale * newton), "scale": scale}


@etalon.implements("optimization.trust_region.dogleg")
def dogleg(g, h, delta):
    model = UnitModel(g, h, delta)
    newton = definite_step(model.h, model.g)
    if norm(newton) <= model.delta:
        return model.back(newton)
    length, along = norm(model.g), model.g @ model.g / (model.g @ (model.h @ model.g))
    if along * length >= model.delta:
        return -(model.g / length) * delta
    cauchy = -along * model.g
    return model.back(cauchy + to_boundary(cauchy, newton - cauchy, model.delta) * (newton - cauchy))


@etalon.implements("optimization.trust_region.steihaug")
def steihaug(g, h, delta, epsilon, variant="given"):
    model = UnitModel(g, h, delta)
    if not 0 < epsilon < np.inf:
        raise etalon.DomainError("C2", "epsilon is not positive")
    z, r, d = np.zeros_like(g), model.g, -model.g
    length = norm(r)
    epsilon = np.ldexp(epsilon, -model.g_exponent) if variant == "given" else np.minimum(np.sqrt(norm(g)), g.dtype.type(0.5)) * length
    if length <= epsilon or length == 0:
        return z, 0
    for _ in range(len(g)):
        hd = model.h @ d
        curvature, rr = d @ hd, r @ r
        if curvature <= 0 or norm(z + rr / curvature * d) >= model.delta:
            t = to_boundary(z, d, model.delta)
            behind = -t - 2 * (z @ d) / (d @ d)
            if curvature <= 0 and (t + behind) * curvature / 2 > rr:  # the other end has the lower model
                t = behind
            return model.back(z + t * d), 1
        z, r = z + rr / curvature * d, r + rr / curvature * hd
        if norm(r) <= epsilon:
            break
        d = r @ r / rr * d - r
    return model.back(z), 0


@etalon.implements("optimization.trust_region.exact")
def exact(g, h, delta):
    """By the eigenvectors; the equation for mu = lambda + lambda_1, which keeps its digits in the hard case."""
    model = UnitModel(g, h, delta)
    if len(g) == 0:
        return g, np.zeros_like(delta)
    values, q = np.linalg.eigh(model.h)
    along, least, zero = q.T @ model.g, values[0], np.zeros_like(delta)

    def coordinates(mu):
        with np.errstate(all="ignore"):
            return np.where(along == 0, zero, -along / (values - least + mu))

    def step(p, scale):
        return {"p": model.back(q @ p), "lambda": np.ldexp(scale, model.h_exponent)}

    if least > 0 and norm(coordinates(least)) <= model.delta:
        return step(coordinates(least), zero)
    low = np.maximum(zero, least)
    high = low + norm(model.g) / model.delta
    p = coordinates(low)
    if least <= 0 and np.isfinite(p).all() and norm(p) <= model.delta:  # the hard case
        length = norm(p)
        if least < 0:
            p[0] = np.copysign(np.sqrt(p[0] * p[0] + (model.delta - length) * (model.delta + length)), p[0])
        return step(p, -least)
    for _ in range(300):
        mu = np.sqrt(low) * np.sqrt(high) if low > 0 and high > 4 * low else low + (high - low) / 2
        if mu in (low, high):
            break
        if not norm(coordinates(mu)) <= model.delta:
            low = mu
        else:
            high = mu
    return step(coordinates(high), high - least)


@etalon.implements("optimization.trust_region.radius")
def radius(f, f_next, predicted, delta, delta_max, eta, boundary):
    if not predicted > 0:
        raise etalon.DomainError("C2", "the model does not decrease")
    two = predicted.dtype.type(2)
    ratio = (f / two - f_next / two) / (predicted / two) if not np.isfinite(f - f_next) else (f - f_next) / predicted
    if 4 * ratio < 1:
        following = delta / (two + two)
    elif 4 * ratio > 3 and boundary:
        following = np.minimum(two * delta, delta_max)
    else:
        following = delta
    return ratio, following, int(ratio > eta)


# ---- least squares ----

@etalon.implements("optimization.gauss_newton")
def gauss_newton(j, r):
    return numpy_linalg.lstsq(j, -r[:, None])[:, 0]


@etalon.implements("optimization.levenberg_marquardt")
def levenberg_marquardt(j, r, **inputs):
    finite(j, r)
    n = j.shape[1]
    scales = np.ones(n, j.dtype) if inputs["variant"] == "levenberg" else np.array([norm(column) for column in j.T], j.dtype)
    if (scales == 0).any():
        raise etalon.DomainError("C2", "a column is 0")
    stacked = np.concatenate([j, np.diag(np.sqrt(inputs["lambda"]) * scales).astype(j.dtype)])
    q, upper = np.linalg.qr(stacked)
    side = q.T @ np.concatenate([-r, np.zeros(n, r.dtype)])
    return numpy_linalg.solve_lower(upper[::-1, ::-1], side[::-1])[::-1]


# ---- conjugate gradients ----

@etalon.implements("optimization.conjugate_gradient.step")
def conjugate_gradient_step(a, x, r, p):
    finite(a, x, r, p)
    (unit_r, r_exponent), (unit_p, p_exponent) = scaled(r), scaled(p)
    rr = unit_r @ unit_r
    if rr == 0:
        raise etalon.DomainError("C3", "the residual is 0")
    ap = symmetric(a) @ unit_p
    if not unit_p @ ap > 0:
        raise etalon.DomainError("C2", "p'Ap is not positive")
    alpha = np.ldexp(rr / (unit_p @ ap), 2 * r_exponent - p_exponent)
    following = r - alpha * ap
    unit, exponent = scaled(following)
    beta = np.ldexp(unit @ unit / rr, 2 * (exponent - r_exponent))
    return {"x_next": x + alpha * unit_p, "r_next": following, "p_next": following + beta * p}


@etalon.implements("optimization.nonlinear_cg.direction")
def nonlinear_cg_direction(g, g_before, d_before, variant="fletcher_reeves"):
    finite(g, g_before, d_before)
    here, before, d, y = scaled(g), scaled(g_before), scaled(d_before), scaled(g - g_before)
    left, right = (d, y) if variant == "hestenes_stiefel" else (before, before)
    change = here if variant == "fletcher_reeves" else y
    below = left[0] @ right[0]
    if below == 0:
        raise etalon.DomainError("C2", "the denominator of beta is 0")
    beta = np.ldexp(here[0] @ change[0] / below, here[1] + change[1] - left[1] - right[1])
    if variant == "polak_ribiere_plus":
        beta = np.maximum(beta, np.zeros_like(beta))
    return {"d": beta * d_before - g, "beta": beta}


# ---- natural gradients ----

@etalon.implements("optimization.natural_gradient.categorical")
def natural_categorical(theta, g):
    largest = theta.max(initial=0)
    e, last = np.exp(theta - largest), np.exp(-largest)
    total = e.sum() + last
    return g * (total / e) + g.sum() * (total / last)


@etalon.implements("optimization.natural_gradient.gaussian")
def natural_gaussian(spread, grad_mean, grad_spread, variant="deviation"):
    if variant in ("deviation", "variance") and not (spread > 0).all():
        raise etalon.DomainError("C2", "a spread is not positive")

    def times_square(g, f):
        with np.errstate(all="ignore"):
            return np.where(g == 0, g, g * f * f)

    if variant == "log_deviation":
        return times_square(grad_mean, np.exp(spread)), grad_spread / 2
    if variant == "log_variance":
        return times_square(grad_mean, np.exp(spread / 2)), grad_spread * 2
    if variant == "deviation":
        return times_square(grad_mean, spread), times_square(grad_spread, spread) / 2
    return grad_mean * spread, times_square(grad_spread, spread) * 2


@etalon.implements("optimization.natural_gradient.logistic")
def natural_logistic(x, y, theta):
    finite(x, theta)
    z = x @ theta
    e = np.exp(-np.abs(z))
    p = np.where(z > 0, np.ones_like(e), e) / (1 + e)
    return definite_step(x.T @ (x * (e / (1 + e) ** 2)[:, None]), -x.T @ (p - y))


@etalon.implements("optimization.trpo_step")
def trpo_step(g, f, delta):
    if not (g != 0).any():
        raise etalon.DomainError("C4", "the gradient is 0")
    model = UnitModel(g, f, delta)
    ascent = definite_step(model.h, -model.g)
    scale = np.sqrt(2 / np.array([model.g @ ascent]))[0] * np.sqrt(delta)
    return {"step": np.ldexp(scale * ascent, -model.h_exponent // 2), "scale": np.ldexp(scale, model.h_exponent // 2 - model.g_exponent)}


# ---- line searches ----

@etalon.implements("optimization.strong_wolfe")
def strong_wolfe(phi0, slope0, phi, slope, alpha, c1, c2, variant="strong"):
    phi0, slope0, phi, slope = (np.array([value]) for value in (phi0, slope0, phi, slope))
    line = phi0 + c1 * slope0 * alpha
    decrease = phi <= line if np.isfinite(line).all() else phi / 4 <= phi0 / 4 + c1 * (slope0 / 4) * alpha
    curvature = slope >= c2 * slope0 if variant == "weak" else np.abs(slope) <= c2 * np.abs(slope0)
    return int(decrease[0]), int(curvature[0])
