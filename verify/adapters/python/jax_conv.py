"""JAX's convolutions, and their derivatives."""
from jax import lax

from jax_call import implements, pullback


def steps(x, given, otherwise):
    return [int(step) for step in given] or [otherwise] * (x.ndim - 2)


def with_bias(y, bias):
    return y + bias.reshape(-1, *[1] * (y.ndim - 2)) if bias.size else y


def convolve(x, weight, bias, stride, padding, dilation, groups):
    around = [(p, p) for p in steps(x, padding, 0)]
    return with_bias(lax.conv_general_dilated(x, weight, steps(x, stride, 1), around, rhs_dilation=steps(x, dilation, 1), feature_group_count=groups), bias)


def transpose(x, weight, bias, stride, padding, output_padding, dilation, groups):
    """Its padding is that of the convolution which computes it; it has no groups."""
    if groups != 1:
        raise NotImplementedError("groups")
    far = [d * (k - 1) for d, k in zip(steps(x, dilation, 1), weight.shape[2:])]
    around = [(f - p, f - p + more) for f, p, more in zip(far, steps(x, padding, 0), steps(x, output_padding, 0))]
    axes = "".join("HWD"[:x.ndim - 2])
    y = lax.conv_transpose(x, weight, steps(x, stride, 1), around, rhs_dilation=steps(x, dilation, 1), dimension_numbers=("NC" + axes, "OI" + axes, "NC" + axes), transpose_kernel=True)
    return with_bias(y, bias)


@implements("nn.conv")
def conv(x, weight, bias, stride, padding, dilation, groups):
    return convolve(x, weight, bias, stride, padding, dilation, groups)


@implements("nn.conv.vjp")
def conv_vjp(x, weight, bias, stride, padding, dilation, groups, cotangent):
    return pullback(lambda *inputs: convolve(*inputs, stride, padding, dilation, groups), x, weight, bias, cotangent=cotangent)


@implements("nn.conv_transpose")
def conv_transpose(x, weight, bias, stride, padding, output_padding, dilation, groups):
    return transpose(x, weight, bias, stride, padding, output_padding, dilation, groups)


@implements("nn.conv_transpose.vjp")
def conv_transpose_vjp(x, weight, bias, stride, padding, output_padding, dilation, groups, cotangent):
    return pullback(lambda *inputs: transpose(*inputs, stride, padding, output_padding, dilation, groups), x, weight, bias, cotangent=cotangent)
