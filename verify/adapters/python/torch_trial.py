"""PyTorch on trial: its own functions, as its documentation writes them, and derivatives by autograd.

    etalon verify --impl 'cmd:python3 verify/adapters/python/torch_trial.py' --python build/trials-venv/bin/python

Nothing is corrected: what is refused and what is answered is PyTorch's. ci/trials installs and runs it.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import torch
from torch import nn
from torch.nn import functional as F

import torch_batch_norm  # noqa: F401: its batch normalization
import torch_calculus  # noqa: F401: its derivatives and flows
import torch_conv  # noqa: F401: its convolutions
import torch_dcgan  # noqa: F401: both halves of DCGAN
import torch_gan  # noqa: F401: losses of adversarial networks
import torch_layers  # noqa: F401: its layers
import torch_linalg  # noqa: F401: its operations
import torch_losses  # noqa: F401: its losses
import torch_mlp  # noqa: F401: a network
import torch_moe_gates  # noqa: F401: gates and mixtures of experts
import torch_moe_losses  # noqa: F401: mixtures of experts: losses and routes
import torch_nn  # noqa: F401: its activations
import torch_norms  # noqa: F401: its norms
import torch_optimizers  # noqa: F401: its optimizers
import torch_pool  # noqa: F401: its pooling
import torch_runs  # noqa: F401: its optimizers on functions
import torch_second_order  # noqa: F401: its L-BFGS
import torch_styles  # noqa: F401: styles of generators
import torch_tensor  # noqa: F401: its tensors
import torch_walks  # noqa: F401: its optimizers, state by state
import torch_vae  # noqa: F401: its distributions
import torch_vae_networks  # noqa: F401: what trains them
from torch_call import gradient, implements


# ---- nn ----

@implements("nn.log_sum_exp")
def log_sum_exp(x, axis):
    return torch.logsumexp(x, axis)


@implements("nn.log_sum_exp.vjp")
def log_sum_exp_vjp(x, axis, cotangent):
    return gradient(lambda x: torch.logsumexp(x, axis), x, cotangent=cotangent)


@implements("nn.softmax")
def softmax(x, axis):
    return F.softmax(x, axis)


@implements("nn.softmax.vjp")
def softmax_vjp(x, axis, cotangent):
    return gradient(lambda x: F.softmax(x, axis), x, cotangent=cotangent)


@implements("nn.batch_norm")
def batch_norm(x, weight, bias, epsilon):
    return F.batch_norm(x, None, None, weight, bias, training=True, eps=float(epsilon))


@implements("nn.batch_norm.vjp")
def batch_norm_vjp(x, weight, bias, epsilon, cotangent):
    return gradient(lambda *inputs: batch_norm.__wrapped__(*inputs, epsilon), x, weight, bias, cotangent=cotangent)


@implements("nn.bce_with_logits")
def bce_with_logits(z, target, pos_weight, variant):
    return F.binary_cross_entropy_with_logits(z, target, pos_weight=pos_weight, reduction=variant)


@implements("nn.bce_with_logits.gradient")
def bce_with_logits_gradient(z, target, pos_weight, variant):
    return gradient(lambda z: F.binary_cross_entropy_with_logits(z, target, pos_weight=pos_weight, reduction=variant), z)


# ---- optimization ----

NEWTON = {
    "x^2-a": lambda x, a: x**2 - a,
    "x^3-a": lambda x, a: x**3 - a,
    "x^3-2x+2": lambda x, a: x**3 - 2 * x + 2,
    "x^3-a x": lambda x, a: x**3 - a * x,
    "(x-a)^2": lambda x, a: (x - a)**2,
    "(x-a)^3": lambda x, a: (x - a)**3,
    "exp(x)-a": lambda x, a: torch.exp(x) - a,
    "sin(x)": lambda x, a: torch.sin(x),
}


@implements("optimization.newton_root.step")
def newton_root_step(function, a, x):
    f = NEWTON.get(function) or (lambda x, a: torch_calculus.scalar(function, a=a)(x[None]))
    return x - f(x, a) / gradient(lambda x: f(x, a), x)[0]


@implements("optimization.adam")
def adam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon):
    theta, m, v = nn.Parameter(theta.clone()), m.clone(), v.clone()  # the optimizer writes into its parameters and its state
    theta.grad = gradient
    optimizer = torch.optim.Adam([theta], lr=float(learning_rate), betas=(float(beta1), float(beta2)), eps=float(epsilon))
    state = {"step": torch.tensor(float(t - 1)), "exp_avg": m, "exp_avg_sq": v}
    optimizer.state[theta] = state
    optimizer.step()
    return {"theta_next": theta, "m_next": state["exp_avg"], "v_next": state["exp_avg_sq"]}


# ---- vae ----

def divergence(mu, log_variance):
    """As the VAE among PyTorch's examples writes it."""
    return -0.5 * torch.sum(1 + log_variance - mu.pow(2) - log_variance.exp())


@implements("vae.gaussian_kl_standard")
def gaussian_kl_standard(mu, log_variance, variant):
    return divergence(mu, log_variance) / {"batch_mean": len(mu), "sum": 1, "mean": mu.numel()}[variant]


@implements("vae.gaussian_kl_standard.gradient")
def gaussian_kl_standard_gradient(mu, log_variance, variant):
    return gradient(lambda *inputs: gaussian_kl_standard.__wrapped__(*inputs, variant), mu, log_variance)


@implements("vae.elbo")
def elbo(x, mu, log_variance, decoded, likelihood, beta, variant):
    if likelihood == "bernoulli":
        log_p = -F.binary_cross_entropy_with_logits(decoded, x, reduction="sum")
    else:
        log_p = torch.distributions.Normal(decoded, 1).log_prob(x).sum()
    samples = 1 if variant == "batch_sum" else len(x)
    pixels = x.shape[1] if variant in ("pixels_averaged", "all_averaged") else 1
    latents = mu.shape[1] if variant in ("latents_averaged", "all_averaged") else 1
    return (log_p / pixels - beta * divergence(mu, log_variance) / latents) / samples


@implements("vae.elbo.gradient")
def elbo_gradient(x, mu, log_variance, decoded, likelihood, beta, variant):
    return gradient(lambda *inputs: elbo.__wrapped__(x, *inputs, likelihood, beta, variant), mu, log_variance, decoded)


# ---- gan ----

def against(labels, scores, given):
    """The binary cross-entropy; of probabilities with PyTorch's clamp."""
    return (F.binary_cross_entropy_with_logits if given == "logits" else F.binary_cross_entropy)(scores, labels)


@implements("gan.generator_loss{non_saturating_clamped}")
def generator_loss(scores, given):
    return against(torch.ones_like(scores), scores, given)


@implements("gan.generator_loss{saturating_clamped}")
def saturating_generator_loss(scores, given):
    return -against(torch.zeros_like(scores), scores, given)


@implements("gan.generator_loss.gradient{non_saturating_clamped}")
def generator_loss_gradient(scores, given):
    return gradient(lambda scores: generator_loss.__wrapped__(scores, given), scores)


@implements("gan.generator_loss.gradient{saturating_clamped}")
def saturating_generator_loss_gradient(scores, given):
    return gradient(lambda scores: saturating_generator_loss.__wrapped__(scores, given), scores)


# ---- moe ----

@implements("moe.load_balance_loss")
def load_balance_loss(probabilities, assignment, alpha, variant):
    experts = probabilities.shape[1]
    fraction = F.one_hot(assignment, experts).to(probabilities.dtype).mean(0)
    return alpha * (experts if variant == "scaled" else 1) * (fraction * probabilities.mean(0)).sum()


@implements("moe.load_balance_loss.gradient")
def load_balance_loss_gradient(probabilities, assignment, alpha, variant):
    return gradient(lambda p: load_balance_loss.__wrapped__(p, assignment, alpha, variant), probabilities)


etalon.serve(name=f"PyTorch {torch.__version__}", dtypes=sys.argv[1:] or ("float64", "float32"))
