"""JAX's norms, and their derivatives."""
import jax

from jax_call import implements, pullback


def groups_normalized(x, weight, bias, groups, epsilon):
    shape = (-1,) + (1,) * (x.ndim - 2)
    z = jax.nn.standardize(x.reshape(len(x), groups, -1), epsilon=epsilon).reshape(x.shape)
    return z * weight.reshape(shape) + bias.reshape(shape)


@implements("nn.group_norm")
def group_norm(x, weight, bias, groups, epsilon):
    return groups_normalized(x, weight, bias, groups, epsilon)


@implements("nn.group_norm.vjp")
def group_norm_vjp(x, weight, bias, groups, epsilon, cotangent):
    return pullback(lambda x, w, b: groups_normalized(x, w, b, groups, epsilon), x, weight, bias, cotangent=cotangent)


@implements("nn.instance_norm")
def instance_norm(x, weight, bias, epsilon):
    return groups_normalized(x, weight, bias, len(weight), epsilon)


@implements("nn.instance_norm.vjp")
def instance_norm_vjp(x, weight, bias, epsilon, cotangent):
    return pullback(lambda x, w, b: groups_normalized(x, w, b, len(w), epsilon), x, weight, bias, cotangent=cotangent)
