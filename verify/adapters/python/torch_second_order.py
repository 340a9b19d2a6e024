"""PyTorch's L-BFGS: its two loops, by one step of the optimizer from a state of these pairs."""
import etalon
import torch

from torch_call import implements


@implements("optimization.lbfgs_direction")
def lbfgs_direction(g, s, y):
    """It keeps no pair with a curvature of 1e-10 or less; the last gradient is this one, so that the step adds none."""
    curvatures = [one_y.dot(one_s) for one_s, one_y in zip(s, y)]
    if any(curvature <= 1e-10 for curvature in curvatures):
        raise etalon.DomainError("C2", "PyTorch keeps no pair with so little curvature")
    x = torch.nn.Parameter(torch.zeros_like(g))
    optimizer = torch.optim.LBFGS([x], lr=1, max_iter=1, history_size=max(1, len(s)), tolerance_grad=-1)

    def closure():
        x.grad = g.clone()
        return torch.zeros(())

    state = optimizer.state[x]
    if len(s):
        state.update(n_iter=1, d=torch.zeros_like(g), t=1, prev_flat_grad=g.clone(), prev_loss=0.0, old_dirs=list(y), old_stps=list(s),
                     ro=[1 / curvature for curvature in curvatures], H_diag=curvatures[-1] / y[-1].dot(y[-1]))
    optimizer.step(closure)
    return optimizer.state[x]["d"]
