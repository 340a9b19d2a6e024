"""A multilayer perceptron of PyTorch's layers, and its derivative by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements

ACTIVATIONS = {"relu": F.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "silu": F.silu, "gelu": F.gelu, "softplus": F.softplus, "identity": lambda z: z}


def network(x, weights, biases, activation):
    for weight, bias in zip(weights[:-1], biases[:-1]):
        x = ACTIVATIONS[activation](F.linear(x, weight, bias))
    return F.linear(x, weights[-1], biases[-1])


@implements("nn.mlp")
def mlp(x, weights, biases, activation):
    return network(x, weights, biases, activation)


@implements("nn.mlp.vjp")
def mlp_vjp(x, weights, biases, activation, cotangent):
    n = len(weights)
    grad_x, *grads = gradient(lambda x, *layers: network(x, layers[:n], layers[n:], activation), x, *weights, *biases, cotangent=cotangent)
    return {"grad_x": grad_x, "grad_weights": grads[:n], "grad_biases": grads[n:]}
