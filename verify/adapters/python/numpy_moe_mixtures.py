"""Mixtures of experts in NumPy, in the form that a careful user would write: expert by expert, over its tokens."""
import etalon
import numpy as np

from numpy_mlp import ACTIVATIONS
from numpy_moe_gates import gate_softmax, gate_softmax_vjp, gate_weights, gate_weights_vjp, top_k


def checked(*arrays):
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("an entry is not finite")


def everywhere(t, n):
    return np.tile(np.arange(n), (t, 1))


def mixture(weights, index, x, w1, b1, w2, b2, activation):
    checked(weights, x, w1, b1, w2, b2)
    f, _ = ACTIVATIONS[activation]
    y = np.zeros((len(x), b2.shape[1]), x.dtype)
    for i in range(len(w1)):
        tokens, routes = np.nonzero(index == i)
        answers = f(x[tokens] @ w1[i].T + b1[i]) @ w2[i].T + b2[i]
        np.add.at(y, tokens, weights[tokens, routes][:, None] * answers)
    return y


def mixture_vjp(weights, index, x, w1, b1, w2, b2, activation, cotangent):
    checked(weights, x, w1, b1, w2, b2)
    f, pulled_back = ACTIVATIONS[activation]
    grads = {f"grad_{name}": np.zeros_like(value) for name, value in (("weights", weights), ("x", x), ("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2))}
    for i in range(len(w1)):
        tokens, routes = np.nonzero(index == i)
        given = x[tokens] @ w1[i].T + b1[i]
        hidden = f(given)
        grads["grad_weights"][tokens, routes] = (cotangent[tokens] * (hidden @ w2[i].T + b2[i])).sum(axis=1)
        of_answers = weights[tokens, routes][:, None] * cotangent[tokens]
        of_given = pulled_back(given, of_answers @ w2[i])
        grads["grad_w2"][i], grads["grad_b2"][i] = of_answers.T @ hidden, of_answers.sum(axis=0)
        grads["grad_w1"][i], grads["grad_b1"][i] = of_given.T @ x[tokens], of_given.sum(axis=0)
        np.add.at(grads["grad_x"], tokens, of_given @ w1[i])
    return grads


etalon.implements("moe.expert_mixture")(mixture)
etalon.implements("moe.expert_mixture.vjp")(mixture_vjp)


@etalon.implements("moe.soft_moe")
def soft_moe(x, gate, w1, b1, w2, b2, activation):
    return mixture(gate_softmax(x, gate), everywhere(len(x), len(gate)), x, w1, b1, w2, b2, activation)


@etalon.implements("moe.soft_moe.vjp")
def soft_moe_vjp(x, gate, w1, b1, w2, b2, activation, cotangent):
    grads = mixture_vjp(gate_softmax(x, gate), everywhere(len(x), len(gate)), x, w1, b1, w2, b2, activation, cotangent)
    grad_x, grads["grad_gate"] = gate_softmax_vjp(x, gate, grads.pop("grad_weights"))
    grads["grad_x"] = grads["grad_x"] + grad_x
    return grads


@etalon.implements("moe.ensemble_average")
def ensemble_average(x, w1, b1, w2, b2, activation):
    index = everywhere(len(x), len(w1))
    return mixture(np.ones(index.shape, x.dtype), index, x, w1, b1, w2, b2, activation) / len(w1)


@etalon.implements("moe.ensemble_average.vjp")
def ensemble_average_vjp(x, w1, b1, w2, b2, activation, cotangent):
    index = everywhere(len(x), len(w1))
    grads = mixture_vjp(np.ones(index.shape, x.dtype), index, x, w1, b1, w2, b2, activation, cotangent / len(w1))
    del grads["grad_weights"]
    return grads


@etalon.implements("moe.sparse_layer")
def sparse_layer(x, gate, index, w1, b1, w2, b2, activation, variant="softmax_then_top_k"):
    return mixture(gate_weights(x @ gate.T, index, variant), index, x, w1, b1, w2, b2, activation)


@etalon.implements("moe.sparse_layer.vjp")
def sparse_layer_vjp(x, gate, index, w1, b1, w2, b2, activation, cotangent, variant="softmax_then_top_k"):
    scores = x @ gate.T
    grads = mixture_vjp(gate_weights(scores, index, variant), index, x, w1, b1, w2, b2, activation, cotangent)
    of_scores = gate_weights_vjp(scores, index, grads.pop("grad_weights"), variant)
    grads["grad_gate"] = of_scores.T @ x
    grads["grad_x"] = grads["grad_x"] + of_scores @ gate
    return grads


@etalon.implements("moe.sparse_moe")
def sparse_moe(x, gate, k, w1, b1, w2, b2, activation, variant="softmax_then_top_k"):
    index = top_k(x @ gate.T, k)
    return index, sparse_layer(x, gate, index, w1, b1, w2, b2, activation, variant)


@etalon.implements("moe.shared_experts")
def shared_experts(x, gate, index, w1, b1, w2, b2, activation, shared_w1, shared_b1, shared_w2, shared_b2, variant="softmax_then_top_k"):
    everyone = everywhere(len(x), len(shared_w1))
    return (sparse_layer(x, gate, index, w1, b1, w2, b2, activation, variant)
            + mixture(np.ones(everyone.shape, x.dtype), everyone, x, shared_w1, shared_b1, shared_w2, shared_b2, activation))


@etalon.implements("moe.shared_experts.vjp")
def shared_experts_vjp(x, gate, index, w1, b1, w2, b2, activation, shared_w1, shared_b1, shared_w2, shared_b2, cotangent, variant="softmax_then_top_k"):
    everyone = everywhere(len(x), len(shared_w1))
    grads = sparse_layer_vjp(x, gate, index, w1, b1, w2, b2, activation, cotangent, variant)
    shared = mixture_vjp(np.ones(everyone.shape, x.dtype), everyone, x, shared_w1, shared_b1, shared_w2, shared_b2, activation, cotangent)
    grads["grad_x"] = grads["grad_x"] + shared["grad_x"]
    return grads | {f"grad_shared_{name}": shared[f"grad_{name}"] for name in ("w1", "b1", "w2", "b2")}


@etalon.implements("moe.train_step")
def train_step(x, target, gate, index, w1, b1, w2, b2, activation, alpha=0.01, rate=None, variant="softmax_then_top_k"):
    """Backpropagation through the layer at its routes, and through the softmax that the balance reads; shares of routes are held."""
    checked(target)
    y, g = sparse_layer(x, gate, index, w1, b1, w2, b2, activation, variant), gate_softmax(x, gate)
    slopes = sparse_layer_vjp(x, gate, index, w1, b1, w2, b2, activation, 2 * (y - target) / y.size, variant)
    share = np.bincount(index.ravel(), minlength=len(gate)).astype(x.dtype) / index.size
    balance = alpha * len(gate) * np.broadcast_to(share / len(x), g.shape)
    slopes["grad_gate"] = slopes["grad_gate"] + gate_softmax_vjp(x, gate, balance)[1]
    parameters = {"gate": gate, "w1": w1, "b1": b1, "w2": w2, "b2": b2}
    steps = {f"{name}_next": value - rate * slopes[f"grad_{name}"] for name, value in parameters.items()}
    return steps | {"loss": ((y - target) * ((y - target) / y.size)).sum() + (balance * g).sum()}
