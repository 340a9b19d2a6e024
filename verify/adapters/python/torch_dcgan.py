"""Both halves of DCGAN in PyTorch, as its example builds them, and their derivatives by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements


def pairs(x, stride, padding):
    axes = x.ndim - 2
    return tuple(stride.tolist()) or (1,) * axes, tuple(padding.tolist()) or (0,) * axes


def normalized(x, scale, shift, epsilon):
    return F.batch_norm(x, None, None, scale, shift, training=True, eps=float(epsilon))


def generator(x, weights, scales, shifts, stride, padding, epsilon):
    convolve = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[x.ndim - 3]
    stride, padding = pairs(x, stride, padding)
    for l, weight in enumerate(weights):
        x = convolve(x, weight, stride=stride, padding=padding)
        if l + 1 < len(weights):
            x = F.relu(normalized(x, scales[l], shifts[l], epsilon))
    return torch.tanh(x)


def discriminator(x, weights, scales, shifts, stride, padding, epsilon, slope):
    convolve = (F.conv1d, F.conv2d, F.conv3d)[x.ndim - 3]
    stride, padding = pairs(x, stride, padding)
    for l, weight in enumerate(weights):
        x = convolve(x, weight, stride=stride, padding=padding)
        if 0 < l < len(weights) - 1:
            x = normalized(x, scales[l - 1], shifts[l - 1], epsilon)
        if l + 1 < len(weights):
            x = F.leaky_relu(x, float(slope))
    return x


def backward(forward, x, weights, scales, shifts, cotangent, *rest):
    layers, normalised = len(weights), len(scales)

    def of_leaves(x, *leaves):
        return forward(x, leaves[:layers], leaves[layers : layers + normalised], leaves[layers + normalised :], *rest)

    grad_x, *grads = gradient(of_leaves, x, *weights, *scales, *shifts, cotangent=cotangent)
    return grad_x, grads[:layers], grads[layers : layers + normalised], grads[layers + normalised :]


@implements("gan.dcgan_generator.vjp")
def generator_vjp(x, weights, scales, shifts, stride, padding, epsilon, cotangent):
    return backward(generator, x, weights, scales, shifts, cotangent, stride, padding, epsilon)


@implements("gan.dcgan_discriminator.vjp")
def discriminator_vjp(x, weights, scales, shifts, stride, padding, epsilon, slope, cotangent):
    return backward(discriminator, x, weights, scales, shifts, cotangent, stride, padding, epsilon, slope)


implements("gan.dcgan_generator")(generator)
implements("gan.dcgan_discriminator")(discriminator)
