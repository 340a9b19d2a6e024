"""A multilayer perceptron in NumPy, in the form that a careful user would write."""
import math

import etalon
import numpy as np

from numpy_nn import sigmoid, softplus

erfc = np.vectorize(math.erfc, otypes=[np.float64])  # NumPy has none


def normal(z):
    """The distribution function, whose left tail 1 + erf would lose."""
    return (erfc(-z.astype(np.float64) / math.sqrt(2)) / 2).astype(z.dtype)


def density(z):
    root = np.exp(-z * z / 4)
    return root * root / np.array(math.sqrt(2 * math.pi), z.dtype)


# f and its slope
ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype)),
    "tanh": (np.tanh, lambda z: 4 * sigmoid(2 * z) * sigmoid(-2 * z)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
    "gelu": (lambda z: z * normal(z), lambda z: normal(z) + z * density(z)),
    "softplus": (softplus, sigmoid),
    "identity": (lambda z: z, np.ones_like),
}


def layers(x, weights, biases, activation):
    """What each layer takes, and what it gives before the activation."""
    if not weights or len(weights) != len(biases) or x.shape[1] == 0:
        raise ValueError("no layers, as many biases, or no columns")
    if not all(np.isfinite(array).all() for array in (x, *weights, *biases)):
        raise ValueError("an entry is not finite")
    f, _ = ACTIVATIONS[activation]
    taken, given = [x], []
    for weight, bias in zip(weights, biases):
        if weight.ndim != 2 or bias.shape != (len(weight),):
            raise ValueError("a layer does not fit")
        given.append(taken[-1] @ weight.T + bias)
        taken.append(f(given[-1]))
    return taken, given


@etalon.implements("nn.mlp")
def mlp(x, weights, biases, activation):
    return layers(x, weights, biases, activation)[1][-1]


@etalon.implements("nn.mlp.vjp")
def mlp_vjp(x, weights, biases, activation, cotangent):
    taken, given = layers(x, weights, biases, activation)
    _, slope = ACTIVATIONS[activation]
    grad_weights, grad_biases, z = [], [], cotangent
    for layer in reversed(range(len(weights))):
        grad_weights.insert(0, z.T @ taken[layer])
        grad_biases.insert(0, z.sum(0))
        z = z @ weights[layer]
        if layer > 0:
            z = z * slope(given[layer - 1])
    return {"grad_x": z, "grad_weights": grad_weights, "grad_biases": grad_biases}
