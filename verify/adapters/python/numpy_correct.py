"""Every operation in NumPy, in the form that a careful user of NumPy would write.

The result has the dtype of the inputs. The reductions `.sum()` and `.mean()` and the arithmetic of arrays with Python
numbers keep float32; a NumPy scalar with a Python number may not, so constants meet arrays only.
"""
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import numpy as np

import numpy_attention  # and its operations
import numpy_batch_norm  # and its operations
import numpy_calculus  # and its operations
import numpy_conv  # and its operations
import numpy_dcgan  # and its operations
import numpy_einsum  # and its operations
import numpy_fits  # and its operations
import numpy_gan  # and its operations
import numpy_gan_networks  # and its operations
import numpy_iterations  # and its operations
import numpy_layers  # and its operations
import numpy_linalg  # and its operations
import numpy_losses  # and its operations
import numpy_mlp  # and its operations
import numpy_moe_gates  # and its operations
import numpy_moe_mixtures  # and its operations
import numpy_moe_losses  # and its operations
import numpy_norms  # and its operations
import numpy_optimizers  # and its operations
import numpy_pool  # and its operations
import numpy_products  # and its operations
import numpy_runs  # and its operations
import numpy_schedules  # and its operations
import numpy_second_order  # and its operations
import numpy_softmax  # and its operations
import numpy_styles  # and its operations
import numpy_tensor  # and its operations
import numpy_walks  # and its operations
import numpy_vae  # and its operations
import numpy_vae_networks  # and its operations
from numpy_nn import sigmoid, softplus  # and its activations


# ---- linalg: the rest is in numpy_linalg ----

@etalon.implements("linalg.normalized_cut_partition")
def normalized_cut_partition(w, k):
    """k-means from rows far from each other: what any library's spectral clustering finds where there is a clear answer."""
    rows = numpy_linalg.spectral_embedding(w, k)["rows"]
    centres = rows[:1]
    while len(centres) < k:
        nearest = ((rows[:, None] - centres) ** 2).sum(axis=2).min(axis=1)
        centres = np.vstack([centres, rows[nearest.argmax()]])
    for _ in range(20):
        labels = ((rows[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.array([rows[labels == c].mean(axis=0) if (labels == c).any() else centres[c] for c in range(k)])
    return labels


# ---- nn ----

@etalon.implements("nn.bce_with_logits")
def bce_with_logits(z, target, pos_weight=1, variant="mean"):
    loss = pos_weight * target * softplus(-z) + (1 - target) * softplus(z)
    return loss.mean() if variant == "mean" else loss.sum()


@etalon.implements("nn.bce_with_logits.gradient")
def bce_with_logits_gradient(z, target, pos_weight=1, variant="mean"):
    gradient = (1 - target) * sigmoid(z) - pos_weight * target * sigmoid(-z)
    return gradient / len(z) if variant == "mean" else gradient


# ---- optimization ----

# f: x - f(x) / f'(x) brought to one fraction, so that nothing cancels, and an expression that is 0 exactly where f'(x) is.
NEWTON = {
    "x^2-a": (lambda x, a: (x + a / x) / 2, lambda x, a: x),
    "x^3-a": (lambda x, a: (2 * x + a / x / x) / 3, lambda x, a: x),
    "x^3-2x+2": (lambda x, a: 2 * (x * x * x - 1) / (3 * x * x - 2), lambda x, a: 3 * x * x - 2),
    "x^3-a x": (lambda x, a: 2 * x * x * x / (3 * x * x - a), lambda x, a: 3 * x * x - a),
    "(x-a)^2": (lambda x, a: (x + a) / 2, lambda x, a: x - a),
    "(x-a)^3": (lambda x, a: (2 * x + a) / 3, lambda x, a: x - a),
    "exp(x)-a": (lambda x, a: x - 1 + a * np.exp(-x / 2) * np.exp(-x / 2),  # exp(-x) alone may overflow
                 lambda x, a: np.ones_like(x)),
    "sin(x)": (lambda x, a: x - np.tan(x), lambda x, a: np.cos(x)),
}


@etalon.implements("optimization.newton_root.step")
def newton_root_step(function, a, x):
    if function not in NEWTON:
        raise NotImplementedError(f"the function {function} is not in the table NEWTON")
    following, slope = NEWTON[function]
    x, a = np.reshape(x, 1), np.reshape(a, 1)  # arrays keep their dtype
    if slope(x, a)[0] == 0:
        raise ZeroDivisionError("the derivative is 0")
    return following(x, a)[0]


@etalon.implements("optimization.newton_root")
def newton_root(function, a, x0, steps):
    if not 0 <= steps <= 10000:
        raise ValueError("steps must lie between 0 and 10000")
    iterates = [x0]
    for _ in range(steps):
        iterates.append(newton_root_step(function, a, iterates[-1]))
    return np.array(iterates)


# ---- vae ----

def gaussian_kl(mu, log_variance):
    """(mu^2 + exp(log_variance) - log_variance - 1) / 2, entry by entry."""
    return (mu * mu + (np.expm1(log_variance) - log_variance)) / 2


@etalon.implements("vae.gaussian_kl_standard")
def gaussian_kl_standard(mu, log_variance, variant="batch_mean"):
    kl = gaussian_kl(mu, log_variance)
    if variant == "batch_mean":
        return kl.sum(axis=1).mean()
    return kl.sum() if variant == "sum" else kl.mean()


@etalon.implements("vae.gaussian_kl_standard.gradient")
def gaussian_kl_standard_gradient(mu, log_variance, variant="batch_mean"):
    divisor = {"batch_mean": len(mu), "sum": 1, "mean": mu.size}[variant]
    return {"grad_mu": mu / divisor, "grad_log_variance": np.expm1(log_variance) / 2 / divisor}


def divisors(x, mu, variant):
    """What the sums over all pixels and over all coordinates are divided by."""
    samples = 1 if variant == "batch_sum" else len(x)
    return (samples * (x.shape[1] if variant in ("pixels_averaged", "all_averaged") else 1),
            samples * (mu.shape[1] if variant in ("latents_averaged", "all_averaged") else 1))


@etalon.implements("vae.elbo")
def elbo(x, mu, log_variance, decoded, likelihood="bernoulli", beta=1, variant="batch_mean"):
    if likelihood == "bernoulli":
        log_p = -(x * softplus(-decoded) + (1 - x) * softplus(decoded))
    else:
        log_p = -((x - decoded) ** 2 + math.log(2 * math.pi)) / 2
    pixels, latents = divisors(x, mu, variant)
    return (log_p / pixels).sum() - beta * (gaussian_kl(mu, log_variance) / latents).sum()


@etalon.implements("vae.elbo.gradient")
def elbo_gradient(x, mu, log_variance, decoded, likelihood="bernoulli", beta=1, variant="batch_mean"):
    if likelihood == "bernoulli":
        grad_decoded = x * sigmoid(-decoded) - (1 - x) * sigmoid(decoded)
    else:
        grad_decoded = x - decoded
    pixels, latents = divisors(x, mu, variant)
    return {"grad_mu": -beta * mu / latents,
            "grad_log_variance": -beta * np.expm1(log_variance) / 2 / latents,
            "grad_decoded": grad_decoded / pixels}


# ---- gan ----

@etalon.implements("gan.generator_loss")
def generator_loss(scores, given="logits", variant="non_saturating"):
    """The mean of -log D, or of log(1 - D), with D = sigmoid(scores) when logits are given."""
    saturating = variant.startswith("saturating")
    if given == "logits":
        return (-softplus(scores) if saturating else softplus(-scores)).mean()
    with np.errstate(divide="ignore"):
        logarithm = np.log1p(-scores) if saturating else np.log(scores)
    if variant.endswith("clamped"):
        logarithm = np.maximum(logarithm, scores.dtype.type(-100))
    return (logarithm if saturating else -logarithm).mean()


@etalon.implements("gan.generator_loss.gradient")
def generator_loss_gradient(scores, given="logits", variant="non_saturating"):
    saturating = variant.startswith("saturating")
    if given == "logits":
        gradient = -sigmoid(scores if saturating else -scores)
    else:
        p = 1 - scores if saturating else scores
        with np.errstate(divide="ignore"):
            gradient = np.where(variant.endswith("clamped") & (np.log(p) < -100), 0, -1 / p).astype(scores.dtype)
    return gradient / len(scores)


# ---- moe ----

def load_balance_weights(probabilities, assignment, alpha, variant):
    """alpha n f, or alpha f: f[i] is the fraction of the tokens assigned to expert i."""
    tokens, experts = probabilities.shape
    count = np.bincount(assignment, minlength=experts).astype(probabilities.dtype)
    return alpha * (experts if variant == "scaled" else 1) * (count / tokens)


@etalon.implements("moe.load_balance_loss")
def load_balance_loss(probabilities, assignment, alpha=0.01, variant="scaled"):
    return (load_balance_weights(probabilities, assignment, alpha, variant) * probabilities.mean(axis=0)).sum()


@etalon.implements("moe.load_balance_loss.gradient")
def load_balance_loss_gradient(probabilities, assignment, alpha=0.01, variant="scaled"):
    weights = load_balance_weights(probabilities, assignment, alpha, variant)
    return np.broadcast_to(weights / len(probabilities), probabilities.shape)


etalon.serve(name=f"NumPy {np.__version__}", dtypes=sys.argv[1:] or ("float64", "float32"))
