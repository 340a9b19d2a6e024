"""JAX's activations, and their derivatives."""
from jax import nn
from jax import numpy as jnp

from jax_call import implements, pullback


def entrywise(name, f, variant=""):
    def forward(x):
        return f(x)

    def backward(x, cotangent):
        return pullback(f, x, cotangent=cotangent)

    implements(name + variant)(forward)
    implements(name + ".vjp" + variant)(backward)


for name, f in {"relu": nn.relu, "selu": nn.selu, "sigmoid": nn.sigmoid, "tanh": jnp.tanh, "softplus": nn.softplus, "softsign": nn.soft_sign, "silu": nn.silu}.items():
    entrywise(f"nn.{name}", f)
entrywise("nn.hard_sigmoid", nn.hard_sigmoid, "{sixth}")
entrywise("nn.gelu", lambda x: nn.gelu(x, approximate=False), "{erf}")
entrywise("nn.gelu", lambda x: nn.gelu(x, approximate=True), "{tanh}")


@implements("nn.leaky_relu")
def leaky_relu(x, slope):
    return nn.leaky_relu(x, slope)


@implements("nn.leaky_relu.vjp")
def leaky_relu_vjp(x, slope, cotangent):
    return pullback(lambda x: nn.leaky_relu(x, slope), x, cotangent=cotangent)


@implements("nn.elu")
def elu(x, alpha):
    return nn.elu(x, alpha)


@implements("nn.elu.vjp")
def elu_vjp(x, alpha, cotangent):
    return pullback(lambda x: nn.elu(x, alpha), x, cotangent=cotangent)


@implements("nn.hard_tanh")
def hard_tanh(x, low, high):
    return jnp.clip(x, low, high)


@implements("nn.hard_tanh.vjp")
def hard_tanh_vjp(x, low, high, cotangent):
    return pullback(lambda x: jnp.clip(x, low, high), x, cotangent=cotangent)
