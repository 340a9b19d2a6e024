"""Both halves of DCGAN in JAX, and their derivatives."""
import jax
import jax.numpy as jnp

from jax_call import implements, pullback
from jax_conv import convolve, transpose


def normalized(z, scale, shift, epsilon):
    shape = (1, -1) + (1,) * (z.ndim - 2)
    axes = tuple(axis for axis in range(z.ndim) if axis != 1)
    return jax.nn.standardize(z, axis=axes, epsilon=epsilon) * scale.reshape(shape) + shift.reshape(shape)


def generator(x, weights, scales, shifts, stride, padding, epsilon):
    for l, weight in enumerate(weights):
        x = transpose(x, weight, jnp.zeros(0), stride, padding, (), (), 1)
        if l + 1 < len(weights):
            x = jax.nn.relu(normalized(x, scales[l], shifts[l], epsilon))
    return jnp.tanh(x)


def discriminator(x, weights, scales, shifts, stride, padding, epsilon, slope):
    for l, weight in enumerate(weights):
        x = convolve(x, weight, jnp.zeros(0), stride, padding, (), 1)
        if 0 < l < len(weights) - 1:
            x = normalized(x, scales[l - 1], shifts[l - 1], epsilon)
        if l + 1 < len(weights):
            x = jax.nn.leaky_relu(x, slope)
    return x


@implements("gan.dcgan_generator.vjp")
def generator_vjp(x, weights, scales, shifts, stride, padding, epsilon, cotangent):
    return pullback(lambda *leaves: generator(*leaves, stride, padding, epsilon), x, weights, scales, shifts, cotangent=cotangent)


@implements("gan.dcgan_discriminator.vjp")
def discriminator_vjp(x, weights, scales, shifts, stride, padding, epsilon, slope, cotangent):
    return pullback(lambda *leaves: discriminator(*leaves, stride, padding, epsilon, slope), x, weights, scales, shifts, cotangent=cotangent)


implements("gan.dcgan_generator")(generator)
implements("gan.dcgan_discriminator")(discriminator)
