"""PyTorch's optimizers, one step of each: state is put where the optimizer keeps it, and read from there."""
import warnings

import torch
from torch import nn, optim

from torch_call import implements


def stepped(kind, theta, gradient, state, **options):
    """The parameters after one step of torch.optim's `kind`; tensors of `state` are changed by it."""
    theta = nn.Parameter(theta.clone())
    theta.grad = gradient
    optimizer = kind([theta], **{name: float(value) if isinstance(value, torch.Tensor) else value for name, value in options.items()})
    optimizer.state[theta].update(state)
    optimizer.step()
    state.update(optimizer.state[theta])
    return theta


def count(t):
    """The counter before step t, of the dtype in which optimizers keep it."""
    return torch.tensor(float(t - 1))


def betas(beta1, beta2):
    return float(beta1), float(beta2)


# ---- SGD ----

@implements("optimization.gradient_descent")
def gradient_descent(theta, gradient, learning_rate):
    return stepped(optim.SGD, theta, gradient, {}, lr=learning_rate)


@implements("optimization.minibatch_sgd")
def minibatch_sgd(theta, gradients, indices, learning_rate):
    return stepped(optim.SGD, theta, gradients[indices].mean(0), {}, lr=learning_rate)


@implements("optimization.sgd")
def sgd(theta, buffer, gradient, learning_rate, momentum, dampening, weight_decay, nesterov, maximize, first):
    state = {} if first else {"momentum_buffer": buffer.clone()}
    theta = stepped(optim.SGD, theta, gradient, state, lr=learning_rate, momentum=momentum, dampening=dampening, weight_decay=weight_decay,
                    nesterov=bool(nesterov), maximize=bool(maximize))
    return theta, buffer if momentum == 0 else state["momentum_buffer"]


def with_momentum(theta, velocity, gradient, learning_rate, momentum, nesterov):
    if momentum == 0:
        raise NotImplementedError("no buffer is kept")
    state = {"momentum_buffer": velocity.clone()}
    theta = stepped(optim.SGD, theta, gradient, state, lr=learning_rate, momentum=momentum, nesterov=nesterov)
    return theta, state["momentum_buffer"], theta


@implements("optimization.momentum{heavy_ball}")
def heavy_ball(theta, velocity, gradient, learning_rate, momentum):
    return with_momentum(theta, velocity, gradient, learning_rate, momentum, False)


@implements("optimization.momentum{nesterov}")
def nesterov(theta, velocity, gradient, learning_rate, momentum):
    return with_momentum(theta, velocity, gradient, learning_rate, momentum, True)


# ---- clipping ----

def with_gradients(gradients):
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
    for parameter, g in zip(parameters, gradients):
        parameter.grad = g.clone()
    return parameters


@implements("optimization.clip_by_norm{stabilised}")
def clip_by_norm(gradients, max_norm):
    parameters = with_gradients(gradients)
    norm = nn.utils.clip_grad_norm_(parameters, float(max_norm))
    return {"clipped": [p.grad for p in parameters], "norm": norm}


@implements("optimization.clip_by_value")
def clip_by_value(gradients, limit):
    parameters = with_gradients(gradients)
    nn.utils.clip_grad_value_(parameters, float(limit))
    return {"clipped": [p.grad for p in parameters]}


# ---- rates for each parameter ----

@implements("optimization.adagrad{epsilon_outside}")
def adagrad(theta, sum, gradient, t, learning_rate, learning_rate_decay, epsilon):
    state = {"step": count(t), "sum": sum.clone()}
    theta = stepped(optim.Adagrad, theta, gradient, state, lr=learning_rate, lr_decay=learning_rate_decay, eps=epsilon)
    return theta, state["sum"]


@implements("optimization.rmsprop{epsilon_outside}")
def rmsprop(theta, v, mean, buffer, gradient, learning_rate, alpha, epsilon, momentum, centred):
    state = {"step": torch.tensor(0.0), "square_avg": v.clone(), "grad_avg": mean.clone(), "momentum_buffer": buffer.clone()}
    theta = stepped(optim.RMSprop, theta, gradient, state, lr=learning_rate, alpha=alpha, eps=epsilon, momentum=momentum, centered=bool(centred))
    return theta, state["square_avg"], state["grad_avg"], state["momentum_buffer"]


@implements("optimization.adadelta")
def adadelta(theta, v, u, gradient, learning_rate, rho, epsilon):
    state = {"step": torch.tensor(0.0), "square_avg": v.clone(), "acc_delta": u.clone()}
    theta = stepped(optim.Adadelta, theta, gradient, state, lr=learning_rate, rho=rho, eps=epsilon)
    return theta, state["square_avg"], state["acc_delta"]


# ---- Adam's family ----

def averages(m, v, t):
    return {"step": count(t), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}


@implements("optimization.amsgrad{before_correction}")
def amsgrad(theta, m, v, v_max, gradient, t, learning_rate, beta1, beta2, epsilon):
    state = averages(m, v, t) | {"max_exp_avg_sq": v_max.clone()}
    theta = stepped(optim.Adam, theta, gradient, state, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, amsgrad=True)
    return theta, state["exp_avg"], state["exp_avg_sq"], state["max_exp_avg_sq"]


def decayed(kind, theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay):
    state = averages(m, v, t)
    theta = stepped(kind, theta, gradient, state, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, weight_decay=weight_decay)
    return theta, state["exp_avg"], state["exp_avg_sq"]


@implements("optimization.adamw{scaled}")
def adamw(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay):
    return decayed(optim.AdamW, theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay)


@implements("optimization.adamw{coupled}")
def adam_with_decay(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay):
    return decayed(optim.Adam, theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay)


@implements("optimization.adamax{epsilon_in_maximum}")
def adamax(theta, m, u, gradient, t, learning_rate, beta1, beta2, epsilon):
    state = {"step": count(t), "exp_avg": m.clone(), "exp_inf": u.clone()}
    theta = stepped(optim.Adamax, theta, gradient, state, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon)
    return theta, state["exp_avg"], state["exp_inf"]


@implements("optimization.nadam{scheduled}")
def nadam(theta, m, v, product, gradient, t, learning_rate, beta1, beta2, epsilon, momentum_decay):
    state = averages(m, v, t) | {"mu_product": torch.ones(()) * float(product)}  # of the dtype in which it keeps it
    theta = stepped(optim.NAdam, theta, gradient, state, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, momentum_decay=momentum_decay)
    return theta, state["exp_avg"], state["exp_avg_sq"], state["mu_product"].to(theta.dtype)


@implements("optimization.radam{above_5}")
def radam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon):
    state = averages(m, v, t)
    theta = stepped(optim.RAdam, theta, gradient, state, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon)
    return theta, state["exp_avg"], state["exp_avg_sq"]


# ---- schedules: they count in Python's floats ----

def rate(scheduler, learning_rate, t, **options):
    """That of step t, by the closed form of the scheduler."""
    optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], lr=float(learning_rate))
    scheduler = scheduler(optimizer, **{name: float(value) if isinstance(value, torch.Tensor) else value for name, value in options.items()})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would rather count by itself
        scheduler.step(t)
    return float(optimizer.param_groups[0]["lr"])


@implements("optimization.schedule.constant")
def constant(learning_rate, t, factor, steps):
    if factor > 1:
        raise NotImplementedError("a factor of more than 1")
    return rate(optim.lr_scheduler.ConstantLR, learning_rate, t, factor=factor, total_iters=steps)


@implements("optimization.schedule.step{staircase}")
def step(learning_rate, t, decay, period):
    return rate(optim.lr_scheduler.StepLR, learning_rate, t, step_size=period, gamma=decay)


@implements("optimization.schedule.exponential")
def exponential(learning_rate, t, decay):
    return rate(optim.lr_scheduler.ExponentialLR, learning_rate, t, gamma=decay)


@implements("optimization.schedule.cosine{periodic}")
def cosine(learning_rate, t, period, least):
    return rate(optim.lr_scheduler.CosineAnnealingLR, learning_rate, t, T_max=period, eta_min=least)


@implements("optimization.schedule.cosine{restarts}")
def cosine_with_restarts(learning_rate, t, period, least):
    return rate(optim.lr_scheduler.CosineAnnealingWarmRestarts, learning_rate, t, T_0=period, eta_min=least)


@implements("optimization.schedule.polynomial{clamped}")
def polynomial(learning_rate, t, period, power, least):
    if least != 0:
        raise NotImplementedError("an end above 0")
    return rate(optim.lr_scheduler.PolynomialLR, learning_rate, t, total_iters=period, power=power)


@implements("optimization.schedule.warmup{from_one}")
def warmup(learning_rate, t, warmup, then, period, decay):
    """SequentialLR counts by itself, one step at a time, each rate from the one before."""
    if t > 300 or (then == "cosine" and t - warmup > period):
        raise NotImplementedError("a long run, or a cosine past its end")
    schedulers = optim.lr_scheduler
    optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], lr=float(learning_rate))
    line = schedulers.LinearLR(optimizer, start_factor=1 / max(warmup, 1), total_iters=max(warmup, 1) - 1)
    following = {"constant": lambda: schedulers.ConstantLR(optimizer, factor=1, total_iters=0), "linear": lambda: schedulers.PolynomialLR(optimizer, period, 1),
                 "cosine": lambda: schedulers.CosineAnnealingLR(optimizer, period), "exponential": lambda: schedulers.ExponentialLR(optimizer, float(decay))}
    scheduler = schedulers.SequentialLR(optimizer, [line, following[then]()], [warmup]) if warmup > 0 else following[then]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(t):
            scheduler.step()
    return float(optimizer.param_groups[0]["lr"])
