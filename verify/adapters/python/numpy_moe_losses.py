"""What balances, measures and chooses experts in NumPy, in the form that a careful user would write."""
import math

import etalon
import numpy as np

from numpy_mlp import layers
from numpy_nn import sigmoid, softplus
from numpy_vae_networks import pulled


def softmax(x):
    """Along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_vjp(y, cotangent):
    """Relative to the heaviest entry's cotangent: nothing cancels where one weight is near 1."""
    c = cotangent - np.take_along_axis(cotangent, y.argmax(axis=-1)[:, None], axis=-1)
    return y * (c - (y * c).sum(axis=-1, keepdims=True))


# ---- losses of the balance ----

def groups_of(mask, group):
    """The tokens that count, of each group."""
    counted = np.flatnonzero(mask)
    if len(counted) == 0:
        raise etalon.DomainError("C5", "every token is padding")
    return [counted[group[counted] == name] for name in np.unique(group[counted])]


def balance_weights(probabilities, assignment, tokens, alpha, variant):
    """alpha n f of some tokens: f[i] is the share of their choices, or of the tokens, that expert i has."""
    experts = probabilities.shape[1]
    count = np.bincount(assignment[tokens].ravel(), minlength=experts).astype(probabilities.dtype)
    choices = len(tokens) * (1 if variant == "over_tokens" else assignment.shape[1])
    return alpha * (1 if variant == "unscaled" else experts) * (count / choices)


@etalon.implements("moe.top_k_load_balance_loss")
def top_k_load_balance_loss(probabilities, assignment, mask, group, alpha=0.01, variant="over_choices"):
    groups = groups_of(mask, group)
    losses = [(balance_weights(probabilities, assignment, tokens, alpha, variant) * probabilities[tokens].mean(axis=0)).sum() for tokens in groups]
    return np.array(losses).mean()


@etalon.implements("moe.top_k_load_balance_loss.gradient")
def top_k_load_balance_loss_gradient(probabilities, assignment, mask, group, alpha=0.01, variant="over_choices"):
    gradient = np.zeros_like(probabilities)
    groups = groups_of(mask, group)
    for tokens in groups:
        gradient[tokens] = balance_weights(probabilities, assignment, tokens, alpha, variant) / len(tokens) / len(groups)
    return gradient


def unit_of(x, epsilon, shift):
    """sqrt(mean^2 + epsilon), for x in units of 2^shift: no square of what is divided by it leaves the range. And the square root of epsilon."""
    root = np.ldexp(np.sqrt(epsilon), -shift)
    return np.hypot(x.mean(), root), root


def squared_variation(x, weight, epsilon, variant, shift=0):
    off = (x - x.mean()) / unit_of(x, epsilon, shift)[0]
    return (weight * off * off).sum() / (len(x) - (variant == "sample"))


def variation_slope(x, weight, epsilon, variant, shift=0):
    """By x, as it is without units; from the differences of any two, nothing cancels where one has nearly all."""
    unit, root = unit_of(x, epsilon, shift)
    y, n = x / unit, len(x)
    differences = (y * (y[:, None] - y)).sum(axis=1) / n
    off = (root / unit if np.isfinite(unit) else 1) ** 2 * ((x - x.mean()) / unit)
    mantissa, exponent = np.frexp(unit)
    return np.ldexp(2 * weight * ((y.mean() * differences + off) / (n - (variant == "sample")) / mantissa), -int(exponent) - shift)


def importance(gates):
    """In units of the largest gate's power of two, in which no sum overflows; and which that is."""
    shift = int(np.frexp(gates.max())[1])
    return np.ldexp(gates, -shift).sum(axis=0), shift


def two_at_least(x, variant):
    if variant == "sample" and x.shape[1] < 2:
        raise etalon.DomainError("C4", "a sample's variance is of two experts at least")


@etalon.implements("moe.importance_loss")
def importance_loss(gates, weight=0.1, epsilon=0, variant="population"):
    two_at_least(gates, variant)
    x, shift = importance(gates)
    return squared_variation(x, weight, epsilon, variant, shift)


@etalon.implements("moe.importance_loss.gradient")
def importance_loss_gradient(gates, weight=0.1, epsilon=0, variant="population"):
    two_at_least(gates, variant)
    x, shift = importance(gates)
    return np.broadcast_to(variation_slope(x, weight, epsilon, variant, shift), gates.shape)


def chances(clean, noise_logits, noise, k):
    """sigma, which other expert is the k-th largest without each, and the argument of Phi."""
    spread = softplus(noise_logits)
    noisy = clean + noise * spread
    order = np.argsort(-noisy, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    kth = np.where(rank < k, order[:, k:k + 1], order[:, k - 1:k])
    return spread, kth, (clean - np.take_along_axis(noisy, kth, axis=1)) / spread


def loads(z):
    phi = np.array([math.erfc(-entry * math.sqrt(0.5)) / 2 for entry in np.float64(z).ravel()]).reshape(z.shape)
    return phi.sum(axis=0).astype(z.dtype)


@etalon.implements("moe.load_loss")
def load_loss(clean, noise_logits, noise, k, weight=0.1, epsilon=0, variant="population"):
    return squared_variation(loads(chances(clean, noise_logits, noise, k)[2]), weight, epsilon, variant)


@etalon.implements("moe.load_loss.gradient")
def load_loss_gradient(clean, noise_logits, noise, k, weight=0.1, epsilon=0, variant="population"):
    if not (np.isfinite(clean).all() and np.isfinite(noise_logits).all()):
        raise etalon.DomainError("C1", "a logit is not finite")
    spread, kth, z = chances(clean, noise_logits, noise, k)
    slope = variation_slope(loads(z), weight, epsilon, variant)
    with np.errstate(all="ignore"):
        root = np.exp(-z * z / 4)  # of the density: it may underflow where its quotient by sigma does not
        p = np.where(root > 0, root / spread * (slope / math.sqrt(2 * math.pi)) * root, 0).astype(z.dtype)
        of_spread = np.where(root > 0, -p * z, 0)
    grad_clean, grad_spread = p.copy(), of_spread
    rows = np.arange(len(clean))[:, None]
    np.subtract.at(grad_clean, (rows, kth), p)
    np.subtract.at(grad_spread, (rows, kth), p * np.take_along_axis(noise, kth, axis=1))
    return {"grad_clean": grad_clean, "grad_noise_logits": grad_spread * sigmoid(noise_logits)}


def log_sum_exp(x):
    """The largest entry's own 1 is left out of the sum: log1p keeps what it would swallow."""
    top = x.argmax(axis=1)[:, None]
    e = np.exp(x - np.take_along_axis(x, top, axis=1))
    np.put_along_axis(e, top, 0, axis=1)
    return np.take_along_axis(x, top, axis=1)[:, 0] + np.log1p(e.sum(axis=1))


@etalon.implements("moe.router_z_loss")
def router_z_loss(logits):
    l = log_sum_exp(logits)
    return (l / len(l) * l).sum()


@etalon.implements("moe.router_z_loss.gradient")
def router_z_loss_gradient(logits):
    root = np.exp((logits - logits.max(axis=1, keepdims=True)) / 2)  # its square may underflow where a product with l does not
    slope = (log_sum_exp(logits) / len(logits) * 2)[:, None] / (root * root).sum(axis=1, keepdims=True)
    return root * slope * root


# ---- how alike experts are, and how equal ----

def directions(outputs):
    """Each answer of length 1, its length in units of a power of two, and which."""
    shift = np.frexp(np.abs(outputs).max(axis=2, keepdims=True))[1]
    scaled = np.ldexp(outputs, -shift)
    length = np.sqrt((scaled * scaled).sum(axis=2, keepdims=True))
    return scaled / length, length, shift


def pairs(outputs):
    n, t, _ = outputs.shape
    return t * n * (n - 1)  # each of them twice


@etalon.implements("moe.diversity_loss")
def diversity_loss(outputs, variant="squared"):
    unit = directions(outputs)[0]
    cosine = np.einsum("itm,jtm->ijt", unit, unit)
    cosine[range(len(unit)), range(len(unit))] = 0
    f = {"squared": cosine * cosine, "absolute": np.abs(cosine), "signed_cosine": cosine}[variant]
    return f.sum() / pairs(outputs)


@etalon.implements("moe.diversity_loss.gradient")
def diversity_loss_gradient(outputs, variant="squared"):
    unit, length, shift = directions(outputs)
    cosine = np.einsum("itm,jtm->ijt", unit, unit)
    slope = {"squared": 2 * cosine, "absolute": np.where(cosine < 0, -np.ones_like(cosine), 1), "signed_cosine": np.ones_like(cosine)}[variant]
    slope[range(len(unit)), range(len(unit))] = 0
    off = unit[None] - cosine[..., None] * unit[:, None]
    return np.ldexp((slope[..., None] * off).sum(axis=1) / (pairs(outputs) / 2) / length, -shift)


@etalon.implements("moe.expert_collapse")
def expert_collapse(load):
    shift = int(np.frexp(load.max())[1])
    x = np.ldexp(load, -shift)
    top = x.argmax()
    others = np.delete(x, top).sum()
    rest = np.reshape(others / x[top], 1)
    share = np.delete(x, top) / (others + x[top])
    share = share[share > 0]
    entropy = (np.log1p(rest) / (1 + rest))[0] - (share * np.log(share)).sum()
    return entropy, (1 / (1 + rest))[0], squared_variation(x, 1, x.dtype.type(0), "population")


@etalon.implements("moe.expert_load")
def expert_load(assignment, mask, n):
    taken = assignment[mask == 1]
    return np.bincount(taken[taken >= 0], minlength=n)


# ---- choices ----

def gumbel_weights(logits, u, tau):
    """Square roots of what a row weighs, and the noisy logits: where a weight underflows alone, its product with a slope need not."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        s = logits - np.log(-np.log(u))
        top = s.max(axis=1, keepdims=True)
        root = np.where(s == top, np.ones_like(s), np.exp((s - top) / tau / 2))
    return root, s


def refuse_infinities(logits, u):
    if not np.isfinite(logits).all():
        raise etalon.DomainError("C1", "a logit is not finite")
    if ((u == 1).sum(axis=1) > 1).any() or (u == 0).all(axis=1).any():
        raise etalon.DomainError("C3", "several infinities have no largest")


def weighed(root, x):
    with np.errstate(all="ignore"):
        return np.where(root > 0, root * (x / (root * root).sum(axis=1, keepdims=True)) * root, 0).astype(root.dtype)


def one_hot(x):
    return (np.arange(x.shape[1]) == x.argmax(axis=1)[:, None]).astype(x.dtype)


@etalon.implements("moe.gumbel_softmax")
def gumbel_softmax(logits, u, tau=1, variant="soft"):
    refuse_infinities(logits, u)
    root, s = gumbel_weights(logits, u, tau)
    return weighed(root, np.ones_like(root)) if variant == "soft" else one_hot(s)


@etalon.implements("moe.gumbel_softmax.vjp")
def gumbel_softmax_vjp(logits, u, cotangent, tau=1, variant="soft"):
    refuse_infinities(logits, u)
    root, s = gumbel_weights(logits, u, tau)
    c = cotangent - np.take_along_axis(cotangent, s.argmax(axis=1)[:, None], axis=1)
    return weighed(root, (c - weighed(root, c).sum(axis=1, keepdims=True)) / tau)


@etalon.implements("moe.straight_through")
def straight_through(logits, variant="softmax"):
    if not np.isfinite(logits).all():
        raise etalon.DomainError("C1", "a logit is not finite")
    return one_hot(logits)


@etalon.implements("moe.straight_through.vjp")
def straight_through_vjp(logits, cotangent, variant="softmax"):
    if not np.isfinite(logits).all():
        raise etalon.DomainError("C1", "a logit is not finite")
    return cotangent if variant == "identity" else softmax_vjp(softmax(logits), cotangent)


# ---- routes ----

@etalon.implements("moe.switch_route")
def switch_route(logits, capacity_factor=1.25, variant="ceil"):
    if not np.isfinite(logits).all():
        raise etalon.DomainError("C1", "a logit is not finite")
    t, n = logits.shape
    places = t * float(capacity_factor) / n
    capacity = math.ceil(places) if variant.startswith("ceil") else math.floor(places)
    expert = logits.argmax(axis=1)
    probability = np.take_along_axis(softmax(logits), expert[:, None], axis=1)[:, 0]
    position, load = np.full(t, -1), np.zeros(n, np.int64)
    for token in np.argsort(-probability, kind="stable") if variant.endswith("by_probability") else range(t):
        if load[expert[token]] < capacity:
            position[token] = load[expert[token]]
            load[expert[token]] += 1
    return {"expert": expert, "position": position, "probability": probability, "capacity": capacity, "load": load}


@etalon.implements("moe.expert_choice")
def expert_choice(probabilities, c):
    if not 0 <= c <= len(probabilities):
        raise etalon.DomainError("C2", "c is not from 0 to the tokens")
    index = np.argsort(-probabilities, axis=0, kind="stable")[:c]
    return index.T, np.take_along_axis(probabilities, index, axis=0).T


@etalon.implements("moe.expert_choice_weights")
def expert_choice_weights(logits, index):
    return softmax(logits)[index, np.arange(len(index))[:, None]]


@etalon.implements("moe.expert_choice_weights.vjp")
def expert_choice_weights_vjp(logits, index, cotangent):
    scattered = np.zeros_like(logits)
    np.add.at(scattered, (index, np.arange(len(index))[:, None]), cotangent)
    return softmax_vjp(softmax(logits), scattered)


# ---- a switch layer ----

def expert(w1, b1, w2, b2, i):
    return [w1[i], w2[i]], [b1[i], b2[i]]


def may_pass(x, w2, variant):
    if variant == "pass_through" and w2.shape[1] != x.shape[1]:
        raise etalon.DomainError("C7", "answers have other entries than tokens")


@etalon.implements("moe.switch_layer")
def switch_layer(x, gate, assignment, w1, b1, w2, b2, activation="relu", variant="zeros"):
    may_pass(x, w2, variant)
    y = np.zeros((len(x), w2.shape[1]), x.dtype)
    if variant == "pass_through":
        y[assignment < 0] = x[assignment < 0]
    for i in np.unique(assignment[assignment >= 0]):
        tokens = np.flatnonzero(assignment == i)
        p = softmax(x[tokens] @ gate.T)[:, i:i + 1]
        y[tokens] = p * layers(x[tokens], *expert(w1, b1, w2, b2, i), activation)[1][-1]
    return y


@etalon.implements("moe.switch_layer.vjp")
def switch_layer_vjp(x, gate, assignment, w1, b1, w2, b2, cotangent, activation="relu", variant="zeros"):
    may_pass(x, w2, variant)
    grad = {f"grad_{name}": np.zeros_like(array) for name, array in (("x", x), ("gate", gate), ("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2))}
    if variant == "pass_through":
        grad["grad_x"][assignment < 0] = cotangent[assignment < 0]
    for i in np.unique(assignment[assignment >= 0]):
        tokens = np.flatnonzero(assignment == i)
        weights, biases = expert(w1, b1, w2, b2, i)
        taken, given = layers(x[tokens], weights, biases, activation)
        p = softmax(x[tokens] @ gate.T)
        of_x, of_weights, of_biases = pulled(taken, given, weights, activation, p[:, i:i + 1] * cotangent[tokens])
        grad["grad_w1"][i], grad["grad_w2"][i] = of_weights
        grad["grad_b1"][i], grad["grad_b2"][i] = of_biases
        of_p = np.zeros_like(p)
        of_p[:, i] = (cotangent[tokens] * given[-1]).sum(axis=1)
        of_scores = softmax_vjp(p, of_p)
        grad["grad_gate"] += of_scores.T @ x[tokens]
        grad["grad_x"][tokens] = of_x + of_scores @ gate
    return grad
