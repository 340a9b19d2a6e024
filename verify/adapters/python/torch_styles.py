"""The parts of style-based generators in PyTorch, as their authors' code writes them, and their derivatives by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements


def adain(x, scale, bias, epsilon, variant):
    shape = scale.shape + (1,) * (x.ndim - 2)
    factor = scale if variant == "scale" else 1 + scale
    return F.instance_norm(x, eps=float(epsilon)) * factor.reshape(shape) + bias.reshape(shape)


def modulated_weight(weight, style, epsilon, variant):
    w = weight[None] * style.reshape(len(style), 1, -1, *(1,) * (weight.ndim - 2))
    if variant == "demodulated":
        w = w * (w.square().sum(tuple(range(2, w.ndim)), keepdim=True) + epsilon).rsqrt()
    return w


def progressive_fade(low, high, alpha):
    return torch.lerp(F.interpolate(low, scale_factor=2), high, alpha)


def truncation(w, mean, psi, cutoff):
    if not 0 <= cutoff <= w.shape[1]:
        raise ValueError("there are fewer layers")
    return torch.cat([torch.lerp(mean.expand_as(w[:, :cutoff]), w[:, :cutoff], psi), w[:, cutoff:]], 1)


def minibatch_discrimination(features, tensor, variant):
    m = (features @ tensor.flatten(1)).reshape(len(features), *tensor.shape[1:])
    o = torch.exp(-(m[None] - m[:, None]).abs().sum(3)).sum(0)
    return o if variant == "with_itself" else o - 1


@implements("gan.style_mix")
def style_mix(first, second, crossover):
    if not 0 <= crossover <= first.shape[1]:
        raise ValueError("there are fewer layers")
    return torch.cat([first[:, :crossover], second[:, crossover:]], 1)


@implements("gan.adain.vjp")
def adain_vjp(x, scale, bias, epsilon, cotangent, variant):
    return gradient(lambda *leaves: adain(*leaves, epsilon, variant), x, scale, bias, cotangent=cotangent)


@implements("gan.modulated_weight.vjp")
def modulated_weight_vjp(weight, style, epsilon, cotangent, variant):
    return gradient(lambda *leaves: modulated_weight(*leaves, epsilon, variant), weight, style, cotangent=cotangent)


@implements("gan.progressive_fade.vjp")
def progressive_fade_vjp(low, high, alpha, cotangent):
    return gradient(lambda *leaves: progressive_fade(*leaves, alpha), low, high, cotangent=cotangent)


@implements("gan.truncation.vjp")
def truncation_vjp(w, mean, psi, cutoff, cotangent):
    return gradient(lambda *leaves: truncation(*leaves, psi, cutoff), w, mean, cotangent=cotangent)


@implements("gan.minibatch_discrimination.vjp")
def minibatch_discrimination_vjp(features, tensor, cotangent, variant):
    return gradient(lambda *leaves: minibatch_discrimination(*leaves, variant), features, tensor, cotangent=cotangent)


for forward in (adain, modulated_weight, progressive_fade, truncation, minibatch_discrimination):
    implements(f"gan.{forward.__name__}")(forward)
