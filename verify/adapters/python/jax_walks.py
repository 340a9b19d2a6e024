"""Optax's stateful optimizers on functions: the transformation takes the steps, and reports its state after each."""
import jax
import jax.numpy as jnp
import optax

from jax_calculus import scalar
from jax_call import implements
from jax_optimizers import count, kept


def walk(optimizer, function, x, states, steps, read):
    """The states of an Optax optimizer, values and gradients. Each of `states` says what one part of it holds at the start; read(after) gives what it holds, in the contract's order."""
    look = jax.value_and_grad(scalar(function))
    parts = list(optimizer.init(x))
    for held in states:
        at = next(k for k, part in enumerate(parts) if set(held) <= set(getattr(part, "_fields", ())))
        parts[at] = parts[at]._replace(**held)
    state, all = tuple(parts), []
    for k in range(steps + 1):
        value, gradient = look(x)
        all.append((x, *read(state), value, gradient))
        if k < steps:
            updates, state = optimizer.update(gradient, state, x)
            x = optax.apply_updates(x, updates)
    return tuple(jnp.stack(entries) for entries in zip(*all))


def fields(*names):
    return lambda state: [kept(state, name) for name in names]


def averages(m, v, t, **more):
    return [{"count": count(t), "mu": m, "nu": v, **more}]


@implements("optimization.adam.run{epsilon_outside}")
def adam(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.adam(learning_rate, beta1, beta2, epsilon), function, x, averages(m, v, t), steps, fields("mu", "nu"))


@implements("optimization.adam.run{epsilon_inside}")
def adam_inside(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.adam(learning_rate, beta1, beta2, 0.0, epsilon), function, x, averages(m, v, t), steps, fields("mu", "nu"))


@implements("optimization.amsgrad.run{after_correction}")
def amsgrad(function, x, m, v, v_max, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.amsgrad(learning_rate, beta1, beta2, epsilon), function, x, averages(m, v, t, nu_max=v_max), steps, fields("mu", "nu", "nu_max"))


@implements("optimization.adamw.run{scaled}")
def adamw(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, weight_decay, steps):
    return walk(optax.adamw(learning_rate, beta1, beta2, epsilon, weight_decay=weight_decay), function, x, averages(m, v, t), steps, fields("mu", "nu"))


@implements("optimization.adamax.run{epsilon_in_maximum}")
def adamax(function, x, m, u, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.adamax(learning_rate, beta1, beta2, epsilon), function, x, averages(m, u, t), steps, fields("mu", "nu"))


@implements("optimization.nadam.run{constant}")
def nadam(function, x, m, v, product, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.nadam(learning_rate, beta1, beta2, epsilon), function, x, averages(m, v, t), steps, lambda state: [kept(state, "mu"), kept(state, "nu"), product])


@implements("optimization.radam.run{at_least_5}")
def radam(function, x, m, v, t, learning_rate, beta1, beta2, epsilon, steps):
    return walk(optax.radam(learning_rate, beta1, beta2, epsilon), function, x, averages(m, v, t), steps, fields("mu", "nu"))


@implements("optimization.lion.run")
def lion(function, x, m, learning_rate, beta1, beta2, weight_decay, steps):
    return walk(optax.lion(learning_rate, beta1, beta2, weight_decay=weight_decay), function, x, [{"mu": m}], steps, fields("mu"))


@implements("optimization.adagrad.run{epsilon_inside}")
def adagrad(function, x, sum, learning_rate, learning_rate_decay, epsilon, steps):
    if learning_rate_decay != 0:
        raise NotImplementedError("a rate that decays")
    return walk(optax.adagrad(learning_rate, eps=epsilon), function, x, [{"sum_of_squares": sum}], steps, fields("sum_of_squares"))


@implements("optimization.adadelta.run")
def adadelta(function, x, v, u, learning_rate, rho, epsilon, steps):
    return walk(optax.adadelta(learning_rate, rho, epsilon), function, x, [{"e_g": v, "e_x": u}], steps, fields("e_g", "e_x"))


@implements("optimization.rmsprop.run{rate_in_buffer}")
def rmsprop(function, x, v, mean, buffer, learning_rate, alpha, epsilon, momentum, centred, steps):
    """Optax adds its buffer, which is −b."""
    optimizer = optax.rmsprop(learning_rate, alpha, epsilon, eps_in_sqrt=True, centered=bool(centred), momentum=momentum if momentum != 0 else None)
    states = [{"mu": mean, "nu": v} if centred else {"nu": v}] + ([{"trace": -buffer}] if momentum != 0 else [])
    return walk(optimizer, function, x, states, steps,
                lambda state: [kept(state, "nu"), kept(state, "mu") if centred else mean, -kept(state, "trace") if momentum != 0 else buffer])


@implements("optimization.lbfgs")
def lbfgs(function, x, memory, c1, c2, least_curvature, steps):
    """As optax.lbfgs() is, with its zoom line search; its first direction is −g over the larger of 1 and ‖g‖."""
    if (c1, c2, least_curvature) != (jnp.asarray(1e-4, x.dtype), jnp.asarray(0.9, x.dtype), 0):
        raise NotImplementedError("other constants: pairs are never left out")
    f = scalar(function)
    optimizer = optax.lbfgs(memory_size=memory)
    look, state, states, lengths, values, gradients = jax.value_and_grad(f), optimizer.init(x), [], [], [], []
    for k in range(steps + 1):
        value, gradient = look(x)
        states.append(x), values.append(value), gradients.append(gradient)
        if k < steps:
            updates, state = optimizer.update(gradient, state, x, value=value, grad=gradient, value_fn=f)
            x = optax.apply_updates(x, updates)
            lengths.append(state[-1].learning_rate * (jnp.minimum(1, 1 / jnp.linalg.norm(gradient)) if k == 0 else 1))
    return jnp.stack(states), jnp.asarray(lengths, x.dtype), jnp.stack(values), jnp.stack(gradients)
