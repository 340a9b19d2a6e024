"""A multilayer perceptron in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

import numpy_nn as nn

# f, and the cotangent of what it takes
ACTIVATIONS = {
    "relu": (nn.relu, nn.relu_vjp),
    "tanh": (nn.tanh, nn.tanh_vjp),
    "sigmoid": (nn.sigmoid, nn.sigmoid_vjp),
    "silu": (nn.silu, nn.silu_vjp),
    "gelu": (nn.gelu, nn.gelu_vjp),
    "softplus": (nn.softplus, nn.softplus_vjp),
    "identity": (lambda z: z, lambda z, cotangent: cotangent),
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
    _, pulled_back = ACTIVATIONS[activation]
    grad_weights, grad_biases, z = [], [], cotangent
    for layer in reversed(range(len(weights))):
        grad_weights.insert(0, z.T @ taken[layer])
        grad_biases.insert(0, z.sum(0))
        z = z @ weights[layer]
        if layer > 0:
            z = pulled_back(given[layer - 1], z)
    return {"grad_x": z, "grad_weights": grad_weights, "grad_biases": grad_biases}
