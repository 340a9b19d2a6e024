"""torch.optim's stateful optimizers on functions: the object itself takes the steps, and reports its state after each."""
import torch
from torch import nn, optim

from torch_calculus import scalar
from torch_call import implements
from torch_optimizers import betas, count


def walk(kind, function, x, state, steps, counter=1, **options):
    """The states of torch.optim's `kind`, values and gradients. `state` maps its names to what it starts from; what it does not keep stays as it was."""
    f, theta = scalar(function), nn.Parameter(x.clone())
    optimizer = kind([theta], **{name: float(value) if isinstance(value, torch.Tensor) else value for name, value in options.items()})
    optimizer.state[theta].update({name: value.clone() for name, value in state.items()}, step=count(counter))
    all = []
    for k in range(steps + 1):
        optimizer.zero_grad()
        value = f(theta)
        value.backward()
        kept = optimizer.state[theta]
        all.append([entry.detach().to(x.dtype).clone() for entry in (theta, *(kept[name] for name in state), value, theta.grad)])
        if k < steps:
            optimizer.step()
    return tuple(torch.stack(entries) for entries in zip(*all))


def averages(m, v):
    return {"exp_avg": m, "exp_avg_sq": v}


@implements("optimization.adam.run{epsilon_outside}")
def adam(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optim.Adam, function, x, averages(m, v), steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon)


@implements("optimization.amsgrad.run{before_correction}")
def amsgrad(function, x, m, v, v_max, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optim.Adam, function, x, averages(m, v) | {"max_exp_avg_sq": v_max}, steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, amsgrad=True)


@implements("optimization.adamw.run{scaled}")
def adamw(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, weight_decay, steps):
    return walk(optim.AdamW, function, x, averages(m, v), steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, weight_decay=weight_decay)


@implements("optimization.adamw.run{coupled}")
def adam_with_decay(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, weight_decay, steps):
    return walk(optim.Adam, function, x, averages(m, v), steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, weight_decay=weight_decay)


@implements("optimization.nadam.run{scheduled}")
def nadam(function, x, m, v, product, t, learning_rate, beta1, beta2, epsilon, momentum_decay, steps):
    state = averages(m, v) | {"mu_product": torch.ones(()) * float(product)}  # of the dtype in which it keeps it
    return walk(optim.NAdam, function, x, state, steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon, momentum_decay=momentum_decay)


@implements("optimization.radam.run{above_5}")
def radam(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optim.RAdam, function, x, averages(m, v), steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon)


@implements("optimization.adamax.run{epsilon_in_maximum}")
def adamax(function, x, m, u, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optim.Adamax, function, x, {"exp_avg": m, "exp_inf": u}, steps, t, lr=learning_rate, betas=betas(beta1, beta2), eps=epsilon)


@implements("optimization.rmsprop.run{epsilon_outside}")
def rmsprop(function, x, v, mean, buffer, learning_rate, alpha, epsilon, momentum, centred, steps):
    state = {"square_avg": v, "grad_avg": mean, "momentum_buffer": buffer}
    return walk(optim.RMSprop, function, x, state, steps, lr=learning_rate, alpha=alpha, eps=epsilon, momentum=momentum, centered=bool(centred))


@implements("optimization.adagrad.run{epsilon_outside}")
def adagrad(function, x, sum, t, learning_rate, learning_rate_decay, epsilon, steps):
    return walk(optim.Adagrad, function, x, {"sum": sum}, steps, t, lr=learning_rate, lr_decay=learning_rate_decay, eps=epsilon)


@implements("optimization.adadelta.run")
def adadelta(function, x, v, u, learning_rate, rho, epsilon, steps):
    return walk(optim.Adadelta, function, x, {"square_avg": v, "acc_delta": u}, steps, lr=learning_rate, rho=rho, eps=epsilon)


@implements("optimization.lbfgs")
def lbfgs(function, x, memory, c1, c2, least_curvature, steps):
    """Its search has c₁ = 10⁻⁴ and c₂ = 0.9, and pairs of a curvature of 10⁻¹⁰ or less are not kept."""
    if (c1, c2, least_curvature) != tuple(torch.tensor(value, dtype=x.dtype) for value in (1e-4, 0.9, 1e-10)):
        raise NotImplementedError("other constants")
    f, theta = scalar(function), nn.Parameter(x.clone())
    optimizer = optim.LBFGS([theta], lr=1, max_iter=1, max_eval=1000, history_size=memory, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = f(theta)
        value.backward()
        return value

    states, lengths, values, gradients = [], [], [], []
    for k in range(steps + 1):
        value = closure()
        states.append(theta.detach().clone()), values.append(value.detach().clone()), gradients.append(theta.grad.clone())
        if k < steps:
            optimizer.step(closure)
            lengths.append(torch.as_tensor(optimizer.state[theta].get("t", 1), dtype=x.dtype))  # at a stationary point it takes no step
    return torch.stack(states), torch.stack(lengths) if steps else torch.zeros(0, dtype=x.dtype), torch.stack(values), torch.stack(gradients)
