"""Prints test/models/training/adamw.json: weights after steps of torch.optim.AdamW, with clipping by norm.

Usage: python adamw.py > ../models/training/adamw.json
"""

import json

import torch

STEPS = 4
GROUPS = {"matrix": 0.1, "bias": 0.0}

torch.manual_seed(0)
weights = {"matrix": torch.randn(2, 3), "bias": torch.randn(3)}
gradients = [{name: 2 * torch.randn_like(weight) for name, weight in weights.items()} for _ in range(STEPS)]
golden = {
    "origin": f"torch {torch.__version__}, torch.optim.AdamW and torch.nn.utils.clip_grad_norm_, by test/peers/adamw.py",
    "rate": 1e-2,
    "limit": 3.0,
    "decay": GROUPS,
    "start": {name: weight.flatten().tolist() for name, weight in weights.items()},
    "gradients": [{name: g.flatten().tolist() for name, g in step.items()} for step in gradients],
    "norms": [],
    "weights": [],
}
parameters = {name: torch.nn.Parameter(weight.clone()) for name, weight in weights.items()}
optimiser = torch.optim.AdamW(
    [{"params": [parameters[name]], "weight_decay": decay} for name, decay in GROUPS.items()], lr=golden["rate"]
)
for step in gradients:
    for name, parameter in parameters.items():
        parameter.grad = step[name].clone()
    golden["norms"].append(float(torch.nn.utils.clip_grad_norm_(parameters.values(), golden["limit"])))
    optimiser.step()
    golden["weights"].append({name: p.detach().flatten().tolist() for name, p in parameters.items()})
print(json.dumps(golden))
