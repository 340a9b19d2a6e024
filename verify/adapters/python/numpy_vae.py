"""The parts of a variational autoencoder in NumPy, in the form that a careful user would write."""
import fractions
import math

import etalon
import numpy as np

from numpy_nn import sigmoid, softplus

# 1/2, 1/6, 1/24, ...: (exp(x) - 1 - x) / x**2
EXCESS = [1 / math.factorial(k + 2) for k in range(19)]
LOG_2PI = math.log(2 * math.pi)


def expm1_minus(x):
    """exp(x) - 1 - x, by its series where it cancels."""
    small = np.clip(x, -1, 1)
    series = np.zeros_like(x)
    for coefficient in reversed(EXCESS):
        series = series * small + coefficient
    with np.errstate(over="ignore"):
        return np.where(np.abs(x) <= 1, small * series * small, np.expm1(x) - x)


def softplus_difference(x, y):
    """softplus(x) - softplus(y), which cancels where they are near."""
    low, high = np.minimum(x, y), np.maximum(x, y)
    with np.errstate(over="ignore"):
        near = -np.log1p(np.expm1(low - high) * sigmoid(high))
        return np.sign(x - y) * np.where(high - low <= 1, near, softplus(high) - softplus(low))


# ---- deviations ----

def deviation(spread, variant):
    if variant == "log_variance":
        return np.exp(spread / 2)
    return softplus(spread) if variant == "softplus" else spread


def far_below(spread, variant):
    """Where a softplus is exp(spread), which may underflow: log variances are 2 spread."""
    return np.full(spread.shape, variant == "log_variance") | ((spread < -40) & (variant == "softplus"))


def log_variance(spread, variant):
    with np.errstate(divide="ignore"):
        return np.where(far_below(spread, variant), spread if variant == "log_variance" else 2 * spread, 2 * np.log(deviation(spread, variant)))


def over_deviation(x, spread, variant):
    """x / sigma."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        root = np.exp(-(spread if variant == "log_variance" else 2 * spread) / 4)
        return np.where(x == 0, 0, np.where(far_below(spread, variant), x * root * root, x / deviation(spread, variant)))


def log_slope(spread, variant):
    """d log sigma / d spread."""
    if variant == "log_variance":
        return np.full_like(spread, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(far_below(spread, variant), 1, sigmoid(spread) / softplus(spread)) if variant == "softplus" else 1 / spread


def slope(spread, variant):
    if variant == "log_variance":
        return np.exp(spread / 2) / 2
    return sigmoid(spread) if variant == "softplus" else np.ones_like(spread)


def check_spreads(variant, *spreads):
    """NaN times a cotangent of 0 would pass for 0."""
    if any(np.isnan(spread).any() or (variant == "sigma" and (spread <= 0).any()) for spread in spreads):
        raise ValueError("a deviation is not positive, or NaN")


# ---- divergences ----

def variance_ratio(spread, prior_spread, variant):
    """Half of r - 1 - log r, and r - 1, of the ratio r of the variances."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        sigma, tau = deviation(spread, variant), deviation(prior_spread, variant)
        difference = softplus_difference(spread, prior_spread) if variant == "softplus" else sigma - tau
        s = difference / tau
        by_log = far_below(spread, variant) | far_below(prior_spread, variant)
        delta = log_variance(spread, variant) - log_variance(prior_spread, variant)
        near = np.where(by_log, delta, 2 * np.log1p(s))
        ratio = sigma / tau
        direct = (ratio - 1) / 2 * (ratio + 1) - np.log(ratio)
        root = np.exp(delta / 2)
        by_logs = np.where(delta > 80, root / 2 * root, expm1_minus(near) / 2)
        half = np.where(by_log | (np.abs(s) <= 0.5), by_logs, direct)
        return half, np.where(by_log, np.expm1(delta), s * (2 + s))


@etalon.implements("vae.gaussian_kl_diagonal")
def gaussian_kl_diagonal(mu, spread, prior_mu, prior_spread, variant="log_variance"):
    check_spreads(variant, spread, prior_spread)
    distance = over_deviation(mu - prior_mu, prior_spread, variant)
    with np.errstate(over="ignore"):
        return (distance / 2 * distance + variance_ratio(spread, prior_spread, variant)[0]).sum(axis=1).astype(mu.dtype)


@etalon.implements("vae.gaussian_kl_diagonal.vjp")
def gaussian_kl_diagonal_vjp(mu, spread, prior_mu, prior_spread, cotangent, variant="log_variance"):
    check_spreads(variant, spread, prior_spread)
    if np.isnan(mu).any() or np.isnan(prior_mu).any():
        raise ValueError("a mean is NaN")
    g = cotangent[:, None]
    distance = over_deviation(mu - prior_mu, prior_spread, variant)
    excess = variance_ratio(spread, prior_spread, variant)[1]
    with np.errstate(over="ignore", invalid="ignore"):
        grad_mu = g * over_deviation(distance, prior_spread, variant)
        grads = {"grad_mu": grad_mu,
                 "grad_spread": g * log_slope(spread, variant) * excess,
                 "grad_prior_mu": -grad_mu,
                 "grad_prior_spread": -(g * log_slope(prior_spread, variant) * excess + g * distance * log_slope(prior_spread, variant) * distance)}
        return {name: np.where(g == 0, 0, value).astype(mu.dtype) for name, value in grads.items()}


def factors(*covariances):
    return [np.linalg.cholesky(np.tril(a) + np.tril(a, -1).T) for a in covariances]


@etalon.implements("vae.gaussian_kl")
def gaussian_kl(mu, cov, prior_mu, prior_cov):
    l, k = factors(cov, prior_cov)
    m, w = np.linalg.solve(k, l), np.linalg.solve(k, mu - prior_mu)
    diagonal = variance_ratio(np.diag(l), np.diag(k), "sigma")[0]
    return (w / 2 * w).sum() + (np.tril(m, -1) ** 2).sum() / 2 + diagonal.sum()


@etalon.implements("vae.gaussian_kl.gradient")
def gaussian_kl_gradient(mu, cov, prior_mu, prior_cov):
    l, k = factors(cov, prior_cov)
    eye = np.eye(len(mu), dtype=mu.dtype)
    l_inverse, k_inverse = np.linalg.solve(l, eye), np.linalg.solve(k, eye)
    inverse, prior_inverse = l_inverse.T @ l_inverse, k_inverse.T @ k_inverse
    y = k_inverse.T @ np.linalg.solve(k, mu - prior_mu)
    n = k_inverse.T @ np.linalg.solve(k, l)

    def folded(g):
        return np.tril(g, -1) + np.diag(np.diag(g) / 2)
    return {"grad_mu": y, "grad_cov": folded(prior_inverse - inverse), "grad_prior_mu": -y, "grad_prior_cov": folded(prior_inverse - n @ n.T - np.outer(y, y))}


def times_weight(y, log_weight):
    """y exp(log_weight), which may be a number where the weight underflows."""
    root = np.exp(log_weight / 2)
    return y * root * root


def divergence_terms(log_p, log_q, x):
    """p (exp(-x) - 1 + x), x = log p/q: terms that are not negative."""
    with np.errstate(over="ignore", under="ignore"):
        return np.where(np.abs(x) <= 1, times_weight(expm1_minus(-np.clip(x, -1, 1)), log_p), np.exp(log_q) + times_weight(x - 1, log_p))


def log_softmax(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    order = np.sort(shifted, axis=-1)
    return shifted - np.log1p(np.exp(order[..., :-1]).sum(axis=-1, keepdims=True))


def log_ratio(a, b):
    """log softmax(a) - log softmax(b), which cancels where a - b is nearly constant."""
    heaviest = np.argmax(a, axis=1, keepdims=True)
    d = (a - b) - np.take_along_axis(a - b, heaviest, 1)
    small = np.clip(d, -1, 1)
    near = small - np.log1p((np.exp(log_softmax(b)) * np.expm1(small)).sum(axis=1, keepdims=True))
    return np.where(np.abs(d).max(axis=1, keepdims=True) <= 1, near, log_softmax(a) - log_softmax(b))


@etalon.implements("vae.categorical_kl")
def categorical_kl(logits, prior_logits):
    return divergence_terms(log_softmax(logits), log_softmax(prior_logits), log_ratio(logits, prior_logits)).sum(axis=1).astype(logits.dtype)


@etalon.implements("vae.categorical_kl.vjp")
def categorical_kl_vjp(logits, prior_logits, cotangent):
    g = cotangent[:, None]
    log_p, log_q, x = log_softmax(logits), log_softmax(prior_logits), log_ratio(logits, prior_logits)
    kl = divergence_terms(log_p, log_q, x).sum(axis=1, keepdims=True)
    with np.errstate(over="ignore"):
        to_prior = np.where(np.abs(x) <= 1, times_weight(g * np.expm1(-np.clip(x, -1, 1)), log_p), g * (np.exp(log_q) - np.exp(log_p)))
    return {"grad_logits": times_weight(g * (x - kl), log_p), "grad_prior_logits": to_prior}


@etalon.implements("vae.bernoulli_kl")
def bernoulli_kl(logits, prior_logits):
    a, b = logits, prior_logits
    ones = divergence_terms(-softplus(-a), -softplus(-b), softplus_difference(-b, -a))
    return (ones + divergence_terms(-softplus(a), -softplus(b), softplus_difference(b, a))).sum(axis=1).astype(logits.dtype)


@etalon.implements("vae.bernoulli_kl.vjp")
def bernoulli_kl_vjp(logits, prior_logits, cotangent):
    a, b, g = logits, prior_logits, cotangent[:, None]
    low, high = np.minimum(a, b), np.maximum(a, b)
    to_prior = np.sign(b - a) * times_weight(times_weight(g * -np.expm1(low - high), -softplus(-high)), -softplus(low))
    return {"grad_logits": times_weight(times_weight(g * (a - b), -softplus(-a)), -softplus(a)), "grad_prior_logits": to_prior}


# ---- samples and likelihoods ----

@etalon.implements("vae.reparameterize")
def reparameterize(mu, spread, noise, variant="log_variance"):
    check_spreads(variant, spread)
    return mu + np.where(noise == 0, 0, deviation(spread, variant) * noise).astype(mu.dtype)


@etalon.implements("vae.reparameterize.vjp")
def reparameterize_vjp(spread, noise, cotangent, variant="log_variance"):
    check_spreads(variant, spread)
    with np.errstate(over="ignore", invalid="ignore"):
        return {"grad_mu": cotangent, "grad_spread": np.where(noise * cotangent == 0, 0, cotangent * noise * slope(spread, variant)).astype(cotangent.dtype)}


@etalon.implements("vae.bernoulli_log_likelihood")
def bernoulli_log_likelihood(x, logits):
    return -(x * softplus(-logits) + (1 - x) * softplus(logits)).sum(axis=1)


@etalon.implements("vae.bernoulli_log_likelihood.vjp")
def bernoulli_log_likelihood_vjp(x, logits, cotangent):
    return cotangent[:, None] * (x * sigmoid(-logits) - (1 - x) * sigmoid(logits))


def check_variance(x, spread, variant):
    if spread.shape not in ((), x.shape):
        raise ValueError("the spread has another shape")
    if variant == "variance" and (spread <= 0).any():
        raise ValueError("a variance is not positive")


def over_root(x, spread, variant):
    with np.errstate(over="ignore", invalid="ignore"):
        root = np.exp(-spread / 4) if variant == "log_variance" else None
        return np.where(x == 0, 0, x * root * root if root is not None else x / np.sqrt(spread)).astype(x.dtype)


@etalon.implements("vae.gaussian_log_likelihood")
def gaussian_log_likelihood(x, mean, spread=1, variant="variance"):
    spread = np.asarray(spread, x.dtype)
    check_variance(x, spread, variant)
    distance = over_root(x - mean, spread, variant)
    logs = np.log(spread) if variant == "variance" else spread
    with np.errstate(over="ignore"):
        return -(distance / 2 * distance + logs / 2 + LOG_2PI / 2).sum(axis=1)


@etalon.implements("vae.gaussian_log_likelihood.vjp")
def gaussian_log_likelihood_vjp(x, mean, cotangent, spread=1, variant="variance"):
    spread = np.asarray(spread, x.dtype)
    check_variance(x, spread, variant)
    g = cotangent[:, None]
    distance = over_root(x - mean, spread, variant)
    with np.errstate(over="ignore", invalid="ignore"):
        to_mean = (x - mean) / spread if variant == "variance" else over_root(distance, spread, variant)
        grad_mean = np.where(g == 0, 0, g * to_mean).astype(x.dtype)
        by = spread if variant == "variance" else np.ones_like(spread)
        if spread.ndim:
            by_log = distance * (distance / by) - 1 / by if variant == "variance" else (distance - 1) * (distance + 1)
            return {"grad_mean": grad_mean, "grad_spread": np.where(g == 0, 0, g / 2 * by_log).astype(x.dtype)}
        unit = np.ldexp(np.ones((), x.dtype), np.frexp(np.abs(distance).max(initial=1))[1])  # squares that overflow may cancel
        squares = (g * (distance / unit) ** 2).sum()
        return {"grad_mean": grad_mean, "grad_spread": (squares * unit * (unit / by) - (g * np.ones_like(x)).sum() / by) / 2}


def check_classes(x, logits):
    if ((x < 0) | (x >= logits.shape[2])).any():
        raise ValueError("a pixel is no class")


@etalon.implements("vae.categorical_log_likelihood")
def categorical_log_likelihood(x, logits):
    check_classes(x, logits)
    return np.take_along_axis(log_softmax(logits), x[..., None], 2).sum(axis=(1, 2))


@etalon.implements("vae.categorical_log_likelihood.vjp")
def categorical_log_likelihood_vjp(x, logits, cotangent):
    check_classes(x, logits)
    p = np.exp(log_softmax(logits))
    right = np.arange(logits.shape[2]) == x[..., None]
    others = np.where(right, 0, p).sum(axis=2, keepdims=True)  # 1 - p of the right one, without its digits lost
    return cotangent[:, None, None] * np.where(right, others, -p)


# ---- bounds ----

def half_square_and_excess(mu, log_variance):
    """The divergence of each coordinate from N(0, 1)."""
    with np.errstate(over="ignore"):
        root = np.exp(log_variance / 2)
        return mu / 2 * mu + np.where(log_variance > 80, root / 2 * root, expm1_minus(log_variance) / 2)


def pixel_log_likelihood(x, decoded, likelihood):
    if likelihood == "bernoulli":
        return -(x * softplus(-decoded) + (1 - x) * softplus(decoded))
    with np.errstate(over="ignore"):
        return -((x - decoded) / 2 * (x - decoded) + LOG_2PI / 2)


@etalon.implements("vae.free_bits_elbo")
def free_bits_elbo(x, mu, log_variance, decoded, likelihood="bernoulli", beta=1, free_bits=0, variant="batch"):
    kl = half_square_and_excess(mu, log_variance)
    kl = (kl / len(x)).sum(axis=0, keepdims=True) if variant == "batch" else kl
    log_p = (pixel_log_likelihood(x, decoded, likelihood) / len(x)).sum()
    return log_p if beta == 0 else log_p - beta * (np.maximum(kl, free_bits) / len(kl)).sum()


@etalon.implements("vae.free_bits_elbo.gradient")
def free_bits_elbo_gradient(x, mu, log_variance, decoded, likelihood="bernoulli", beta=1, free_bits=0, variant="batch"):
    kl = half_square_and_excess(mu, log_variance)
    paid = ~(((kl / len(x)).sum(axis=0, keepdims=True) if variant == "batch" else kl) <= free_bits)  # NaN is paid for
    grad_decoded = x * sigmoid(-decoded) - (1 - x) * sigmoid(decoded) if likelihood == "bernoulli" else x - decoded
    with np.errstate(over="ignore", invalid="ignore"):
        by_log_variance = -beta * (np.expm1(log_variance) / 2 / len(x))
        return {"grad_mu": np.where(paid, -beta * mu / len(x), 0).astype(mu.dtype),
                "grad_log_variance": np.where(paid & ((beta > 0) | np.isnan(log_variance)), by_log_variance, 0).astype(mu.dtype),
                "grad_decoded": grad_decoded / len(x)}


@etalon.implements("vae.anomaly_score")
def anomaly_score(x, mu, log_variance, decoded, likelihood="bernoulli", variant="negative_elbo"):
    score = -pixel_log_likelihood(x, decoded, likelihood).sum(axis=1)
    return score if variant == "reconstruction" else score + half_square_and_excess(mu, log_variance).sum(axis=1).astype(mu.dtype)


@etalon.implements("vae.linear_gaussian_evidence")
def linear_gaussian_evidence(x, w, b, variance):
    l, = factors(w @ w.T + variance * np.eye(len(w), dtype=w.dtype))
    r = np.linalg.solve(l, (x - b).T)
    return -((r / 2 * r).sum(axis=0) + np.log(np.diag(l)).sum() + (len(b) * np.ones_like(variance)) * x.dtype.type(LOG_2PI / 2))


@etalon.implements("vae.importance_weighted_bound")
def importance_weighted_bound(log_joint, log_posterior):
    log_w = log_joint - log_posterior
    top = log_w.max(axis=1, keepdims=True)
    return top[:, 0] + np.log1p(np.expm1(log_w - top).mean(axis=1)) if len(log_w) else top[:, 0]


@etalon.implements("vae.importance_weighted_bound.vjp")
def importance_weighted_bound_vjp(log_joint, log_posterior, cotangent):
    grad = times_weight(cotangent[:, None], log_softmax(log_joint - log_posterior))
    return {"grad_log_joint": grad, "grad_log_posterior": -grad}


# ---- latents ----

@etalon.implements("vae.interpolate")
def interpolate(a, b, t, variant="spherical"):
    rest, t = 1 - t[:, None], t[:, None]
    if variant == "linear":
        return rest * a + t * b
    if not a.any() or not b.any():
        raise ValueError("no direction")
    u, v = a / np.abs(a).max(), b / np.abs(b).max()
    u, v = u / np.sqrt((u * u).sum()), v / np.sqrt((v * v).sum())
    top = np.argmax(np.abs(a))
    exact = [(fractions.Fraction(float(p)), fractions.Fraction(float(q))) for p, q in zip(a, b)]
    if all(p * exact[top][1] == exact[top][0] * q for p, q in exact):
        if (u * v).sum() < 0:
            raise ValueError("antipodal")
        return rest * a + t * b
    theta = 2 * np.arctan2(np.sqrt(((u - v) ** 2).sum()), np.sqrt(((u + v) ** 2).sum()))
    if theta == 0:
        return rest * a + t * b
    return np.sin(rest * theta) / np.sin(theta) * a + np.sin(t * theta) / np.sin(theta) * b
