"""Optax's optimizers, one step of each: state is put where the transformation keeps it, and read from there."""
import jax.numpy as jnp
import optax

from jax_call import implements


def stepped(optimizer, theta, gradient, *states):
    """The parameters after one step, and the state then. Each of `states` says what one part of the optimizer's holds before it."""
    parts = list(optimizer.init(theta))
    for held in states:
        at = next(k for k, part in enumerate(parts) if set(held) <= set(getattr(part, "_fields", ())))
        parts[at] = parts[at]._replace(**held)
    updates, after = optimizer.update(gradient, tuple(parts), theta)
    return optax.apply_updates(theta, updates), after


def kept(after, field):
    return next(getattr(part, field) for part in after if field in getattr(part, "_fields", ()))


def count(t):
    """The counter before step t: 32 bits, in which it stays where it is at the largest."""
    return jnp.asarray(min(t - 1, 2**31 - 1), jnp.int32)


# ---- SGD ----

@implements("optimization.gradient_descent")
def gradient_descent(theta, gradient, learning_rate):
    return stepped(optax.sgd(learning_rate), theta, gradient)[0]


@implements("optimization.minibatch_sgd")
def minibatch_sgd(theta, gradients, indices, learning_rate):
    return stepped(optax.sgd(learning_rate), theta, gradients[indices].mean(0))[0]


@implements("optimization.momentum{heavy_ball}")
def heavy_ball(theta, velocity, gradient, learning_rate, momentum):
    theta, after = stepped(optax.sgd(learning_rate, momentum), theta, gradient, {"trace": velocity})
    return theta, kept(after, "trace"), theta


@implements("optimization.momentum{nesterov}")
def nesterov(theta, velocity, gradient, learning_rate, momentum):
    theta, after = stepped(optax.sgd(learning_rate, momentum, nesterov=True), theta, gradient, {"trace": velocity})
    return theta, kept(after, "trace"), theta


@implements("optimization.sgd{coupled}")
def sgd(theta, buffer, gradient, learning_rate, momentum, dampening, weight_decay, nesterov, maximize, first):
    """A decay that joins the gradient, as Optax chains it; the buffer starts at 0."""
    if dampening != 0 or maximize:
        raise NotImplementedError("dampening, or ascent")
    optimizer = optax.chain(optax.add_decayed_weights(weight_decay), *([optax.trace(momentum, bool(nesterov))] if momentum != 0 else []), optax.scale_by_learning_rate(learning_rate))
    theta, after = stepped(optimizer, theta, gradient, *([{"trace": buffer * 0 if first else buffer}] if momentum != 0 else []))
    return theta, kept(after, "trace") if momentum != 0 else buffer


# ---- clipping ----

@implements("optimization.clip_by_norm{exact}")
def clip_by_norm(gradients, max_norm):
    clip = optax.clip_by_global_norm(max_norm)
    return {"clipped": clip.update(gradients, clip.init(gradients))[0], "norm": jnp.asarray(optax.global_norm(gradients))}


@implements("optimization.clip_by_value")
def clip_by_value(gradients, limit):
    clip = optax.clip(limit)
    return {"clipped": clip.update(gradients, clip.init(gradients))[0]}


# ---- rates for each parameter ----

@implements("optimization.adagrad{epsilon_inside}")
def adagrad(theta, sum, gradient, learning_rate, learning_rate_decay, epsilon):
    if learning_rate_decay != 0:
        raise NotImplementedError("a rate that decays")
    theta, after = stepped(optax.adagrad(learning_rate, eps=epsilon), theta, gradient, {"sum_of_squares": sum})
    return theta, kept(after, "sum_of_squares")


def with_rms(theta, v, mean, buffer, gradient, learning_rate, alpha, epsilon, momentum, centred, inside):
    optimizer = optax.rmsprop(learning_rate, alpha, epsilon, eps_in_sqrt=inside, centered=bool(centred), momentum=momentum if momentum != 0 else None)
    states = [{"mu": mean, "nu": v} if centred else {"nu": v}] + ([{"trace": -buffer}] if momentum != 0 else [])  # Optax adds its buffer
    theta, after = stepped(optimizer, theta, gradient, *states)
    return theta, kept(after, "nu"), kept(after, "mu") if centred else mean, -kept(after, "trace") if momentum != 0 else buffer


@implements("optimization.rmsprop{rate_in_buffer}")
def rmsprop(theta, v, mean, buffer, gradient, learning_rate, alpha, epsilon, momentum, centred):
    return with_rms(theta, v, mean, buffer, gradient, learning_rate, alpha, epsilon, momentum, centred, True)


@implements("optimization.adadelta")
def adadelta(theta, v, u, gradient, learning_rate, rho, epsilon):
    theta, after = stepped(optax.adadelta(learning_rate, rho, epsilon), theta, gradient, {"e_g": v, "e_x": u})
    return theta, kept(after, "e_g"), kept(after, "e_x")


# ---- Adam's family ----

def averaged(optimizer, theta, m, v, gradient, t, **more):
    theta, after = stepped(optimizer, theta, gradient, {"count": count(t), "mu": m, "nu": v, **more})
    return theta, kept(after, "mu"), kept(after, "nu"), after


@implements("optimization.adam{epsilon_inside}")
def adam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon):
    return averaged(optax.adam(learning_rate, beta1, beta2, 0.0, epsilon), theta, m, v, gradient, t)[:3]


@implements("optimization.amsgrad{after_correction}")
def amsgrad(theta, m, v, v_max, gradient, t, learning_rate, beta1, beta2, epsilon):
    *next_ones, after = averaged(optax.amsgrad(learning_rate, beta1, beta2, epsilon), theta, m, v, gradient, t, nu_max=v_max)
    return (*next_ones, kept(after, "nu_max"))


@implements("optimization.adamw{scaled}")
def adamw(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay):
    return averaged(optax.adamw(learning_rate, beta1, beta2, epsilon, weight_decay=weight_decay), theta, m, v, gradient, t)[:3]


@implements("optimization.adamax{epsilon_in_maximum}")
def adamax(theta, m, u, gradient, t, learning_rate, beta1, beta2, epsilon):
    return averaged(optax.adamax(learning_rate, beta1, beta2, epsilon), theta, m, u, gradient, t)[:3]


@implements("optimization.nadam{constant}")
def nadam(theta, m, v, product, gradient, t, learning_rate, beta1, beta2, epsilon):
    return (*averaged(optax.nadam(learning_rate, beta1, beta2, epsilon), theta, m, v, gradient, t)[:3], product)


@implements("optimization.radam{at_least_5}")
def radam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon):
    return averaged(optax.radam(learning_rate, beta1, beta2, epsilon), theta, m, v, gradient, t)[:3]


@implements("optimization.lion")
def lion(theta, m, gradient, learning_rate, beta1, beta2, weight_decay):
    theta, after = stepped(optax.lion(learning_rate, beta1, beta2, weight_decay=weight_decay), theta, gradient, {"mu": m})
    return theta, kept(after, "mu")


# ---- schedules ----

@implements("optimization.schedule.step{staircase}")
def step(learning_rate, t, decay, period):
    return jnp.asarray(optax.exponential_decay(learning_rate, period, decay, staircase=True)(t))


@implements("optimization.schedule.step{continuous}")
def continuous_step(learning_rate, t, decay, period):
    return jnp.asarray(optax.exponential_decay(learning_rate, period, decay)(t))


@implements("optimization.schedule.exponential")
def exponential(learning_rate, t, decay):
    return jnp.asarray(optax.exponential_decay(learning_rate, 1, decay)(t))


@implements("optimization.schedule.cosine{clamped}")
def cosine(learning_rate, t, period, least):
    if least != 0:
        raise NotImplementedError("the end is given as a share of the start")
    return jnp.asarray(optax.cosine_decay_schedule(learning_rate, period)(t))


@implements("optimization.schedule.polynomial{clamped}")
def polynomial(learning_rate, t, period, power, least):
    return jnp.asarray(optax.polynomial_schedule(learning_rate, least, power, period)(t))


@implements("optimization.schedule.warmup{from_zero}")
def warmup(learning_rate, t, warmup, then, period, decay):
    following = {"constant": lambda: optax.constant_schedule(learning_rate), "linear": lambda: optax.linear_schedule(learning_rate, 0.0, period),
                 "cosine": lambda: optax.cosine_decay_schedule(learning_rate, period), "exponential": lambda: optax.exponential_decay(learning_rate, 1, decay)}[then]()
    return jnp.asarray(optax.join_schedules([optax.linear_schedule(0.0, learning_rate, warmup), following], [warmup])(t))
