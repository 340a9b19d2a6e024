"""What trains a variational autoencoder in PyTorch: its layers, its losses, autograd and its optimizers, as its example of a VAE has them."""
import torch
from torch import nn
from torch.nn import functional as F

from torch_call import implements
from torch_mlp import network
from torch_vae import log_likelihood

NAMES = ("encoder_weights", "encoder_biases", "decoder_weights", "decoder_biases")


@implements("vae.generate")
def generate(z, decoder_weights, decoder_biases, activation, likelihood):
    answer = network(z, decoder_weights, decoder_biases, activation)
    return torch.sigmoid(answer) if likelihood == "bernoulli" else answer


def gradients(f, *groups):
    """Of the scalar f(*groups), by lists of parameters."""
    leaves = [p.requires_grad_() for group in groups for p in group]
    grads = iter(torch.autograd.grad(f(*groups), leaves, allow_unused=True, materialize_grads=True))
    return {f"grad_{name}": [next(grads) for _ in group] for name, group in zip(NAMES, groups)}


def reconstruction(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    decoded = network(network(x, encoder_weights, encoder_biases, activation), decoder_weights, decoder_biases, activation)
    criterion = F.mse_loss if loss == "mse" else F.binary_cross_entropy_with_logits
    return criterion(decoded, x) if variant == "mean" else criterion(decoded, x, reduction="sum") / (len(x) if variant == "batch_mean" else 1)


@implements("vae.autoencoder_loss")
def autoencoder_loss(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    return reconstruction(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant)


@implements("vae.autoencoder_loss.gradient")
def autoencoder_loss_gradient(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    return gradients(lambda *groups: reconstruction(x, *groups, activation, loss, variant), encoder_weights, encoder_biases, decoder_weights, decoder_biases)


def negative_bound(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    """The divergence as the VAE among PyTorch's examples writes it."""
    mu, s = network(x, encoder_weights, encoder_biases, activation).chunk(2, 1)
    log_variance = s if variant == "log_variance" else 2 * s if variant == "log_sigma" else 2 * F.softplus(s).log()
    sigma = F.softplus(s) if variant == "softplus" else torch.exp(0.5 * log_variance)
    decoded = network(mu + sigma * noise, decoder_weights, decoder_biases, activation)
    kl = -0.5 * torch.sum(1 + log_variance - mu.pow(2) - log_variance.exp())
    return (-log_likelihood(x, decoded, likelihood).sum() + beta * kl) / len(x)


@implements("vae.loss")
def loss(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    return negative_bound(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant)


@implements("vae.loss.gradient")
def loss_gradient(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    return gradients(lambda *groups: negative_bound(x, noise, *groups, activation, likelihood, beta, variant), encoder_weights, encoder_biases, decoder_weights, decoder_biases)


@implements("vae.train_step")
def train_step(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, m, v, t, learning_rate, beta1, beta2, epsilon, variant):
    groups = [[nn.Parameter(p.clone()) for p in group] for group in (encoder_weights, encoder_biases, decoder_weights, decoder_biases)]
    theta, m, v = [p for group in groups for p in group], [a.clone() for a in m], [a.clone() for a in v]
    if variant == "adam":
        optimizer = torch.optim.Adam(theta, lr=float(learning_rate), betas=(float(beta1), float(beta2)), eps=float(epsilon))
        state = [{"step": torch.tensor(float(t - 1)), "exp_avg": a, "exp_avg_sq": b} for a, b in zip(m, v)]
    else:
        optimizer = torch.optim.SGD(theta, lr=float(learning_rate), momentum=float(beta1))
        state = [{"momentum_buffer": a} for a in m]
    for p, of_p in zip(theta, state):
        optimizer.state[p] = of_p
    negative_bound(x, noise, *groups, activation, likelihood, beta, "log_variance").backward()
    for p in theta:
        p.grad = torch.zeros_like(p) if p.grad is None else p.grad
    optimizer.step()
    if variant == "sgd" and beta1 == 0:
        m = [p.grad for p in theta]  # without momentum it keeps none
    return {f"{name}_next": group for name, group in zip(NAMES, groups)} | {"m_next": m, "v_next": v}
