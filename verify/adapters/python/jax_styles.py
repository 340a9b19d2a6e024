"""The parts of style-based generators in JAX, and their derivatives."""
import jax
import jax.numpy as jnp

from jax_call import implements, pullback


def adain(x, scale, bias, epsilon, variant):
    shape = scale.shape + (1,) * (x.ndim - 2)
    factor = scale if variant == "scale" else 1 + scale
    return jax.nn.standardize(x.reshape(*scale.shape, -1), epsilon=epsilon).reshape(x.shape) * factor.reshape(shape) + bias.reshape(shape)


def modulated_weight(weight, style, epsilon, variant):
    w = weight[None] * style.reshape(len(style), 1, -1, *(1,) * (weight.ndim - 2))
    if variant == "demodulated":
        w = w * jax.lax.rsqrt(jnp.square(w).sum(tuple(range(2, w.ndim)), keepdims=True) + epsilon)
    return w


def progressive_fade(low, high, alpha):
    up = low
    for axis in range(2, low.ndim):
        up = up.repeat(2, axis)
    return up + alpha * (high - up)


def truncation(w, mean, psi, cutoff):
    if not 0 <= cutoff <= w.shape[1]:
        raise ValueError("there are fewer layers")
    return w.at[:, :cutoff].set(mean + psi * (w[:, :cutoff] - mean))


def minibatch_discrimination(features, tensor, variant):
    m = jnp.tensordot(features, tensor, 1)
    o = jnp.exp(-jnp.abs(m[None] - m[:, None]).sum(3)).sum(0)
    return o if variant == "with_itself" else o - 1


@implements("gan.style_mix")
def style_mix(first, second, crossover):
    if not 0 <= crossover <= first.shape[1]:
        raise ValueError("there are fewer layers")
    return jnp.concatenate([first[:, :crossover], second[:, crossover:]], 1)


@implements("gan.adain.vjp")
def adain_vjp(x, scale, bias, epsilon, cotangent, variant):
    return pullback(lambda *leaves: adain(*leaves, epsilon, variant), x, scale, bias, cotangent=cotangent)


@implements("gan.modulated_weight.vjp")
def modulated_weight_vjp(weight, style, epsilon, cotangent, variant):
    return pullback(lambda *leaves: modulated_weight(*leaves, epsilon, variant), weight, style, cotangent=cotangent)


@implements("gan.progressive_fade.vjp")
def progressive_fade_vjp(low, high, alpha, cotangent):
    return pullback(lambda *leaves: progressive_fade(*leaves, alpha), low, high, cotangent=cotangent)


@implements("gan.truncation.vjp")
def truncation_vjp(w, mean, psi, cutoff, cotangent):
    return pullback(lambda *leaves: truncation(*leaves, psi, cutoff), w, mean, cotangent=cotangent)


@implements("gan.minibatch_discrimination.vjp")
def minibatch_discrimination_vjp(features, tensor, cotangent, variant):
    return pullback(lambda *leaves: minibatch_discrimination(*leaves, variant), features, tensor, cotangent=cotangent)


for forward in (adain, modulated_weight, progressive_fade, truncation, minibatch_discrimination):
    implements(f"gan.{forward.__name__}")(forward)
