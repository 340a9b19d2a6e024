"""Gates of mixtures of experts in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

from numpy_nn import sigmoid, softplus
from numpy_softmax import softmax, softmax_vjp


def at(rows, index):
    """The entries of each row at the index."""
    return np.take_along_axis(rows, index, axis=1)


def spread(entries, index, like):
    """The other way: 0 where nothing is chosen."""
    rows = np.zeros_like(like)
    np.put_along_axis(rows, index, entries, axis=1)
    return rows


def top_k(scores, k):
    """The largest first, of those that are equal the lowest index."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


# ---- softmax ----

@etalon.implements("moe.gate_softmax")
def gate_softmax(x, gate):
    return softmax(x @ gate.T)


@etalon.implements("moe.gate_softmax.vjp")
def gate_softmax_vjp(x, gate, cotangent):
    of_scores = softmax_vjp(x @ gate.T, cotangent)
    return of_scores @ gate, of_scores.T @ x


@etalon.implements("moe.gate_weights")
def gate_weights(logits, index, variant="softmax_then_top_k"):
    """Divided by its sum over the chosen, a softmax is that over the chosen: nothing underflows before it."""
    return at(softmax(logits), index) if variant == "softmax_then_top_k" else softmax(at(logits, index))


@etalon.implements("moe.gate_weights.vjp")
def gate_weights_vjp(logits, index, cotangent, variant="softmax_then_top_k"):
    if variant == "softmax_then_top_k":
        return softmax_vjp(logits, spread(cotangent, index, logits))
    return spread(softmax_vjp(at(logits, index), cotangent), index, logits)


@etalon.implements("moe.top_k_gate")
def top_k_gate(logits, k, variant="softmax_then_top_k"):
    index = top_k(logits, k)
    return index, gate_weights(logits, index, variant)


# ---- sigmoids ----

@etalon.implements("moe.sigmoid_gate_weights")
def sigmoid_gate_weights(logits, index, scale=1):
    """The softmax of log sigmoid: a quotient of sigmoids that have underflowed is none."""
    return scale * softmax(-softplus(-at(logits, index)))


@etalon.implements("moe.sigmoid_gate_weights.vjp")
def sigmoid_gate_weights_vjp(logits, index, cotangent, scale=1):
    chosen = at(logits, index)
    return spread(softmax_vjp(-softplus(-chosen), cotangent) * sigmoid(-chosen) * scale, index, logits)


@etalon.implements("moe.sigmoid_gate")
def sigmoid_gate(logits, bias, k, scale=1):
    index = top_k(sigmoid(logits) + bias, k)
    return index, sigmoid_gate_weights(logits, index, scale)


@etalon.implements("moe.bias_update")
def bias_update(bias, counts, gamma=0.001):
    """By integers: a mean would be rounded."""
    return bias + gamma * np.sign(counts.sum() - len(counts) * counts).astype(bias.dtype)


# ---- noise ----

@etalon.implements("moe.noisy_logits")
def noisy_logits(x, gate, noise_weights, noise):
    return x @ gate.T + noise * softplus(x @ noise_weights.T)


@etalon.implements("moe.noisy_logits.vjp")
def noisy_logits_vjp(x, gate, noise_weights, noise, cotangent):
    of_size = cotangent * noise * sigmoid(x @ noise_weights.T)
    return cotangent @ gate + of_size @ noise_weights, cotangent.T @ x, of_size.T @ x


@etalon.implements("moe.noisy_gate_weights")
def noisy_gate_weights(x, gate, noise_weights, noise, index):
    return softmax(at(noisy_logits(x, gate, noise_weights, noise), index))


@etalon.implements("moe.noisy_gate_weights.vjp")
def noisy_gate_weights_vjp(x, gate, noise_weights, noise, index, cotangent):
    of_scores = gate_weights_vjp(noisy_logits(x, gate, noise_weights, noise), index, cotangent, "top_k_then_softmax")
    return noisy_logits_vjp(x, gate, noise_weights, noise, of_scores)


@etalon.implements("moe.noisy_top_k")
def noisy_top_k(x, gate, noise_weights, noise, k):
    scores = noisy_logits(x, gate, noise_weights, noise)
    index = top_k(scores, k)
    return index, softmax(at(scores, index))
