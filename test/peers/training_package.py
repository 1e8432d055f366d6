"""Streams a training package by the reader of docs/scale.md and prints what it sees, as JSON.

Usage: training_package.py READER PACKAGE PART RANK WORLD WORKERS
"""
import importlib.util
import json
import sys

import torch

reader, package, part, rank, world, workers = sys.argv[1:]
spec = importlib.util.spec_from_file_location("lineament_package", reader)
module = importlib.util.module_from_spec(spec)
sys.modules["lineament_package"] = module
spec.loader.exec_module(module)
if int(world) > 1:
    # As one process of a job that knows its place; nothing is exchanged, so nobody is waited for.
    module.dist.is_initialized = lambda: True
    module.dist.get_rank = lambda: int(rank)
    module.dist.get_world_size = lambda: int(world)

faces = module.Faces(package, part)
loader = torch.utils.data.DataLoader(faces, batch_size=None, num_workers=int(workers))
seen = [
    {
        "key": face["key"],
        "part": face["part"],
        "image": list(face["image"].shape),
        "sum": int(face["image"].long().sum()),
        "mask": None if face["mask"] is None else torch.bincount(face["mask"].flatten().long(), minlength=256).tolist(),
        "landmarks": face.get("landmarks"),
        "gender": face.get("gender"),
    }
    for face in loader
]
print(json.dumps(seen))
