"""JAX's normalization with given statistics, as its libraries use it for inference."""
from jax import nn

from jax_call import implements, pullback


def normalized(x, mean, variance, weight, bias, epsilon):
    def by_channel(parameter):
        return parameter.reshape((1, -1) + (1,) * (x.ndim - 2))

    axes = (0, *range(2, x.ndim))
    return nn.standardize(x, axes, mean=by_channel(mean), variance=by_channel(variance), epsilon=epsilon) * by_channel(weight) + by_channel(bias)


@implements("nn.batch_norm_inference")
def batch_norm_inference(x, running_mean, running_variance, weight, bias, epsilon):
    return normalized(x, running_mean, running_variance, weight, bias, epsilon)


@implements("nn.batch_norm_inference.vjp")
def batch_norm_inference_vjp(x, running_mean, running_variance, weight, bias, epsilon, cotangent):
    return pullback(lambda *data: normalized(*data, epsilon), x, running_mean, running_variance, weight, bias, cotangent=cotangent)
