"""Steps of optimizers in NumPy, in the form that a careful user would write: no square of a gradient leaves the range."""
import etalon
import numpy as np


def refused(condition, message):
    if np.any(condition):
        raise ValueError(message)


def average(beta, x, y):
    return beta * x + (1 - beta) * y


def average_square(beta, v, g):
    return beta * v + (1 - beta) * g * g


def root(beta, v, g):
    """The root of the average of squares, without a square."""
    return np.hypot(np.sqrt(beta) * np.sqrt(v), np.sqrt(1 - beta) * g)


def correction(beta, t):
    """1 - beta^t without cancellation, in the precision of beta."""
    return -np.expm1(beta.dtype.type(t) * np.log(beta))


def vanishes(epsilon, beta, v, g):
    refused((epsilon == 0) & (g == 0) & ((v == 0) | (beta == 0)), "a denominator is 0")


def quotient(factor, x, y):
    """factor x / y, where x / y alone may leave the range."""
    (x, over), (y, under) = np.frexp(x), np.frexp(y)
    return np.ldexp(factor * (x / y), over - under)


# ---- gradient descent ----

@etalon.implements("optimization.gradient_descent")
def gradient_descent(theta, gradient, learning_rate):
    return theta - learning_rate * gradient


@etalon.implements("optimization.momentum")
def momentum(theta, velocity, gradient, learning_rate, momentum, variant="heavy_ball"):
    if variant in ("heavy_ball", "nesterov"):
        velocity = momentum * velocity + gradient
        theta = theta - learning_rate * (velocity if variant == "heavy_ball" else gradient + momentum * velocity)
    else:
        velocity = momentum * velocity - learning_rate * gradient
        theta = theta + velocity
    return theta, velocity, theta + momentum * velocity if variant == "lookahead" else theta


@etalon.implements("optimization.sgd")
def sgd(theta, buffer, gradient, learning_rate, momentum, dampening, weight_decay, nesterov, maximize, first, variant="coupled"):
    refused(nesterov and (momentum == 0 or dampening != 0), "nesterov needs momentum and no dampening")
    direction = -gradient if maximize else gradient
    if variant == "coupled":
        direction = direction + weight_decay * theta
    else:
        theta = theta - learning_rate * weight_decay * theta
    if momentum != 0:
        buffer = direction if first else momentum * buffer + (1 - dampening) * direction
        direction = direction + momentum * buffer if nesterov else buffer
    return theta - learning_rate * direction, buffer


@etalon.implements("optimization.minibatch_sgd")
def minibatch_sgd(theta, gradients, indices, learning_rate):
    chosen = gradients[indices]
    mean = chosen.mean(axis=0)
    if not np.isfinite(mean).all():
        mean = (chosen / gradients.dtype.type(2 * len(indices))).sum(axis=0) * 2
    return theta - learning_rate * mean


# ---- clipping ----

@etalon.implements("optimization.clip_by_norm")
def clip_by_norm(gradients, max_norm, variant="exact"):
    refused([not np.isfinite(g).all() for g in gradients], "an entry is not finite")
    largest = max([np.abs(g).max() for g in gradients if g.size], default=max_norm.dtype.type(0))
    if largest == 0:
        return {"clipped": [np.asarray(g) for g in gradients], "norm": largest}
    shift = np.frexp(largest)[1]
    squares = np.array([(np.ldexp(g, -shift) ** 2).sum() for g in gradients], max_norm.dtype)
    norm = np.sqrt(squares.sum())  # by 2^shift
    total = np.ldexp(norm, shift)
    if variant == "stabilised" and shift < 64:
        norm, shift = total + max_norm.dtype.type(1e-6), 0
    (scale, over), (divisor, under) = np.frexp(max_norm), np.frexp(norm)
    factor, exponent = scale / divisor, over - under - shift
    if np.ldexp(factor, exponent) >= 1:
        return {"clipped": [np.asarray(g) for g in gradients], "norm": total}
    clipped = []
    for g in gradients:
        mantissa, of_g = np.frexp(g)
        clipped.append(np.asarray(np.ldexp(mantissa * factor, of_g + exponent)))
    return {"clipped": clipped, "norm": total}


@etalon.implements("optimization.clip_by_value")
def clip_by_value(gradients, limit):
    refused([np.isnan(g).any() for g in gradients], "an entry is NaN")
    return {"clipped": [np.asarray(np.clip(g, -limit, limit)) for g in gradients]}


# ---- rates for each parameter ----

@etalon.implements("optimization.adagrad")
def adagrad(theta, sum, gradient, t, learning_rate, learning_rate_decay, epsilon, variant="epsilon_outside"):
    refused((epsilon == 0) & (sum == 0) & (gradient == 0), "a denominator is 0")
    rate = learning_rate / (1 + learning_rate.dtype.type(t - 1) * learning_rate_decay)
    scale = np.hypot(np.sqrt(sum), gradient)
    scale = scale + epsilon if variant == "epsilon_outside" else np.hypot(scale, np.sqrt(epsilon))
    return theta - quotient(rate, gradient, scale), sum + gradient * gradient


@etalon.implements("optimization.rmsprop")
def rmsprop(theta, v, mean, buffer, gradient, learning_rate, alpha, epsilon, momentum, centred, variant="epsilon_outside"):
    if centred:  # alpha (v - mean^2) + alpha (1 - alpha) (g - mean)^2: nothing cancels but v and mean^2
        exact = mean.astype(np.longdouble) if mean.dtype == np.float64 else mean.astype(np.float64)
        deviation = (v - exact * exact).astype(theta.dtype)
        refused(deviation < 0, "v is less than the square of the mean")
        vanishes(epsilon, alpha, deviation, gradient - mean)
        scale = np.hypot(np.sqrt(alpha) * np.sqrt(deviation), np.sqrt(alpha * (1 - alpha)) * (gradient - mean))
        mean = average(alpha, mean, gradient)
    else:
        vanishes(epsilon, alpha, v, gradient)
        scale = root(alpha, v, gradient)
    scale = scale + epsilon if variant == "epsilon_outside" else np.hypot(scale, np.sqrt(epsilon))
    v = average_square(alpha, v, gradient)
    if momentum == 0:
        return theta - quotient(learning_rate, gradient, scale), v, mean, buffer
    inside = learning_rate if variant == "rate_in_buffer" else learning_rate.dtype.type(1)
    buffer = momentum * buffer + quotient(inside, gradient, scale)
    return theta - (buffer if variant == "rate_in_buffer" else learning_rate * buffer), v, mean, buffer


@etalon.implements("optimization.adadelta")
def adadelta(theta, v, u, gradient, learning_rate, rho, epsilon):
    vanishes(epsilon, rho, v, gradient)
    step = quotient(np.hypot(np.sqrt(u), np.sqrt(epsilon)), gradient, np.hypot(root(rho, v, gradient), np.sqrt(epsilon)))
    return theta - learning_rate * step, average_square(rho, v, gradient), average_square(rho, u, step)


# ---- Adam's family ----

@etalon.implements("optimization.adam")
def adam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, variant="epsilon_outside"):
    vanishes(epsilon, beta2, v, gradient)
    rate, hat, scale = learning_rate / correction(beta1, t), np.sqrt(correction(beta2, t)), root(beta2, v, gradient)
    m, v = average(beta1, m, gradient), average_square(beta2, v, gradient)
    if variant == "epsilon_hat":
        rate, scale = rate * hat, scale + epsilon
    else:
        scale = scale / hat + epsilon if variant == "epsilon_outside" else np.hypot(scale / hat, np.sqrt(epsilon))
    return theta - quotient(rate, m, scale), m, v


@etalon.implements("optimization.amsgrad")
def amsgrad(theta, m, v, v_max, gradient, t, learning_rate, beta1, beta2, epsilon, variant="before_correction"):
    refused((epsilon == 0) & (v_max == 0) & (gradient == 0) & ((v == 0) | (beta2 == 0)), "a denominator is 0")
    one = beta1.dtype.type(1)
    first, second = (one, one) if variant == "uncorrected" else (correction(beta1, t), correction(beta2, t))
    before, after = (second, one) if variant == "after_correction" else (one, second)
    scale = np.maximum(np.sqrt(v_max), root(beta2, v, gradient) / np.sqrt(before)) / np.sqrt(after)
    m, v = average(beta1, m, gradient), average_square(beta2, v, gradient)
    return theta - quotient(learning_rate / first, m, scale + epsilon), m, v, np.maximum(v_max, v / before)


@etalon.implements("optimization.adamw")
def adamw(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, weight_decay, variant="scaled"):
    if variant == "coupled":
        gradient = gradient + weight_decay * theta
    else:
        theta = theta - (learning_rate * weight_decay if variant == "scaled" else weight_decay) * theta
    vanishes(epsilon, beta2, v, gradient)
    scale = root(beta2, v, gradient) / np.sqrt(correction(beta2, t)) + epsilon
    m, v = average(beta1, m, gradient), average_square(beta2, v, gradient)
    return theta - quotient(learning_rate / correction(beta1, t), m, scale), m, v


@etalon.implements("optimization.adamax")
def adamax(theta, m, u, gradient, t, learning_rate, beta1, beta2, epsilon, variant="epsilon_in_maximum"):
    within, outside = (epsilon, 0 * epsilon) if variant == "epsilon_in_maximum" else (0 * epsilon, epsilon)
    m, u = average(beta1, m, gradient), np.maximum(beta2 * u, np.abs(gradient) + within)
    refused(u + outside == 0, "a denominator is 0")
    return theta - quotient(learning_rate / correction(beta1, t), m, u + outside), m, u


@etalon.implements("optimization.nadam")
def nadam(theta, m, v, product, gradient, t, learning_rate, beta1, beta2, epsilon, momentum_decay, variant="scheduled"):
    vanishes(epsilon, beta2, v, gradient)
    scale = root(beta2, v, gradient) / np.sqrt(correction(beta2, t)) + epsilon
    m, v = average(beta1, m, gradient), average_square(beta2, v, gradient)
    rate, beta = np.float64(learning_rate), np.float64(beta1)
    if variant == "scheduled":
        now, following = (beta * (1 - np.exp(step * np.float64(momentum_decay) * np.log(0.96)) / 2) for step in (np.float64(t), np.float64(t) + 1))
        all_before = np.float64(product) * now
        product, left, left_after = product.dtype.type(all_before), 1 - all_before, 1 - all_before * following
    else:
        now = following = beta
        left = correction(beta, t)
        left_after = 1 - beta + beta * left
    of_gradient, of_average = (theta.dtype.type(x) for x in (rate * (1 - now) / left, rate * following / left_after))
    return theta - (quotient(of_gradient, gradient, scale) + quotient(of_average, m, scale)), m, v, product


@etalon.implements("optimization.radam")
def radam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon, variant="above_5"):
    beta = np.float64(beta2)
    second = correction(beta, t)
    last, left = (1 + beta) / (1 - beta), 1 - second
    rho = last - (2 * np.float64(t) * left / second if left > 0 else 0)
    m_next, rate = average(beta1, m, gradient), np.float64(learning_rate) / correction(np.float64(beta1), t)
    v_next = average_square(beta2, v, gradient)
    if not {"above_5": rho > 5, "at_least_5": rho >= 5, "above_4": rho > 4}[variant]:
        return theta - theta.dtype.type(rate) * m_next, m_next, v_next
    vanishes(epsilon, beta2, v, gradient)
    rate *= np.sqrt((rho - 4) / (last - 4) * ((rho - 2) / (last - 2)) * (last / rho))
    hat, scale = np.sqrt(second), root(beta2, v, gradient)
    if variant == "above_5":
        return theta - quotient(theta.dtype.type(rate * hat), m_next, scale + epsilon), m_next, v_next
    return theta - quotient(theta.dtype.type(rate), m_next, scale / theta.dtype.type(hat) + epsilon), m_next, v_next


@etalon.implements("optimization.lion")
def lion(theta, m, gradient, learning_rate, beta1, beta2, weight_decay):
    sign = np.sign(average(beta1, m, gradient))
    return theta - learning_rate * (sign + weight_decay * theta), average(beta2, m, gradient)
