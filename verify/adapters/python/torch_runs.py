"""PyTorch's optimizers on functions, state by state, with gradients by autograd."""
import torch
from torch import nn, optim

from torch_calculus import scalar
from torch_call import implements


@implements("optimization.objective")
def objective(function, x):
    return scalar(function)(x)


class Walk:
    """torch.optim.SGD on a function, from a state."""

    def __init__(self, function, x, velocity, learning_rate, momentum, nesterov):
        self.f, self.x, self.velocity, self.momentum = scalar(function), nn.Parameter(x.clone()), velocity.clone(), float(momentum)
        self.optimizer = optim.SGD([self.x], lr=float(learning_rate), momentum=self.momentum, nesterov=nesterov and self.momentum > 0)
        self.optimizer.state[self.x]["momentum_buffer"] = self.velocity

    def look(self):
        self.optimizer.zero_grad()
        value = self.f(self.x)
        value.backward()
        return value.detach().clone(), self.x.grad.clone()

    def step(self):
        gradient = self.x.grad.clone()
        self.optimizer.step()
        # Without momentum there is no buffer: what it would be is the gradient.
        self.velocity = self.optimizer.state[self.x]["momentum_buffer"] if self.momentum > 0 else gradient


def step(function, x, velocity, learning_rate, momentum, nesterov):
    walk = Walk(function, x, velocity, learning_rate, momentum, nesterov)
    walk.look()
    walk.step()
    return walk.x.detach(), walk.velocity.detach()


def run(function, x, velocity, learning_rate, momentum, steps, nesterov):
    walk = Walk(function, x, velocity, learning_rate, momentum, nesterov)
    iterates, velocities, values, gradients = [], [], [], []
    for k in range(steps + 1):
        value, gradient = walk.look()
        iterates.append(walk.x.detach().clone()), velocities.append(walk.velocity.detach().clone()), values.append(value), gradients.append(gradient)
        if k < steps:
            walk.step()
    return tuple(torch.stack(all) for all in (iterates, velocities, values, gradients))


@implements("optimization.descent.step{heavy_ball}")
def heavy_ball_step(function, x, velocity, learning_rate, momentum):
    return step(function, x, velocity, learning_rate, momentum, False)


@implements("optimization.descent.step{nesterov}")
def nesterov_step(function, x, velocity, learning_rate, momentum):
    return step(function, x, velocity, learning_rate, momentum, True)


@implements("optimization.descent{heavy_ball}")
def heavy_ball(function, x, velocity, learning_rate, momentum, steps):
    return run(function, x, velocity, learning_rate, momentum, steps, False)


@implements("optimization.descent{nesterov}")
def nesterov(function, x, velocity, learning_rate, momentum, steps):
    return run(function, x, velocity, learning_rate, momentum, steps, True)


@implements("optimization.newton_minimum.step")
def newton_minimum(function, x, damping):
    f = scalar(function)
    return x - damping * torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
