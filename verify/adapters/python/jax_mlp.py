"""A multilayer perceptron of JAX's functions, and its derivative by jax.vjp."""
from jax import nn
from jax import numpy as jnp

from jax_call import implements, pullback

ACTIVATIONS = {"relu": nn.relu, "tanh": jnp.tanh, "sigmoid": nn.sigmoid, "silu": nn.silu, "gelu": lambda z: nn.gelu(z, approximate=False), "softplus": nn.softplus, "identity": lambda z: z}


def network(x, weights, biases, activation):
    for weight, bias in zip(weights[:-1], biases[:-1]):
        x = ACTIVATIONS[activation](x @ weight.T + bias)
    return x @ weights[-1].T + biases[-1]


@implements("nn.mlp")
def mlp(x, weights, biases, activation):
    return network(x, weights, biases, activation)


@implements("nn.mlp.vjp")
def mlp_vjp(x, weights, biases, activation, cotangent):
    grad_x, grad_weights, grad_biases = pullback(lambda x, weights, biases: network(x, weights, biases, activation), x, weights, biases, cotangent=cotangent)
    return {"grad_x": grad_x, "grad_weights": grad_weights, "grad_biases": grad_biases}
